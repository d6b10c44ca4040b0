namespace ChiSo.Web.Rounds;

/// <summary>The end of a form of dates: the ground, where the round is open, and the button.</summary>
/// <param name="Id">What tells its field from those of other stages.</param>
/// <param name="Stage">Key of the stage's name.</param>
/// <param name="Needed">Whether a second person must approve, which needs a ground.</param>
/// <param name="Typed">What was typed into a form just refused.</param>
public sealed record DatesGround(string Id, string Stage, bool Needed, string Typed);
