using ChiSo.Application.Appraisal;
using ChiSo.Application.Publication;
using ChiSo.Application.Publication.Rehearsals;

namespace ChiSo.Web.People;

/// <summary>Whom the made-up people work for.</summary>
/// <param name="Unit">Its part is played by an officer and a leader.</param>
/// <param name="Agency">It appraises units; where it is a unit itself, its leader is that of the unit too.</param>
internal sealed record DemoCast((string Code, string Name) Unit, (string Code, string Name) Agency, bool AgencyIsUnit)
{
    /// <summary>The sample's.</summary>
    public static DemoCast Usual { get; } = new((DemoRound.Unit, "Sở Nội vụ"), ("tuphap", "Sở Tư pháp"), AgencyIsUnit: true);

    /// <summary>The unit that is played, and the agency with most lines to appraise besides.</summary>
    public static async Task<DemoCast> OfAsync(Installation installation, Rehearsal rehearsal, CancellationToken cancel)
    {
        var board = await installation.Appraisers.ReadAsync(rehearsal.Round, cancel) ?? throw new InvalidOperationException($"The rehearsal has no round {rehearsal.Round}.");
        var map = board.Maps.First(one => one.Block.Unit(rehearsal.Unit) is not null);
        var agency = map.Shares().Where(share => share.Agency != rehearsal.Unit && share.Agency != Agencies.WorkingGroup).OrderByDescending(share => share.Lines).Select(share => share.Agency).FirstOrDefault(Agencies.WorkingGroup);
        return new((rehearsal.Unit, map.Block.Unit(rehearsal.Unit)!.Name.Vi), (agency, board.Agencies.NameOf(agency).Vi), map.Block.Unit(agency) is not null); // found just above
    }
}
