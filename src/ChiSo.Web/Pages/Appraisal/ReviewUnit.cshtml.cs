using ChiSo.Application.Appraisal;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Web.Appraisal;
using ChiSo.Web.Language;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>One unit whole: every line of it that this person may see.</summary>
public sealed class ReviewUnitPage(Installation installation, TimeProvider clock, Texts texts) : ReviewPage(installation, clock, texts)
{
    private readonly Texts texts = texts;
    private readonly Installation installation = installation;

    [FromRoute]
    public string Round { get; set; } = "";

    [FromRoute]
    public string Block { get; set; } = "";

    [FromRoute]
    public string Stage { get; set; } = "";

    [FromRoute]
    public string Unit { get; set; } = "";

    /// <summary>Whether this person may say here that they have an interest in the unit.</summary>
    public bool MayDeclare => Review.Round.FrozenAt is null && Review.Lines.Any(line => Person.May(Act.DeclareInterest, line.Aim));

    /// <summary>The ground as it was typed into a form just refused.</summary>
    public string Ground { get; private set; } = "";

    /// <summary>Takes the unit's lines from whoever declares. They are out of their sight then, so it goes on to the block, which says so.</summary>
    public async Task<IActionResult> OnPostInterestAsync(string? ground, CancellationToken cancel)
    {
        var declared = await installation.Appraisers.DeclareOwnAsync(new(Round, Block, Unit), ground ?? "", Person, cancel);
        if (declared.TryGet(out _))
            return LocalRedirect(ReviewAddress.Of(Round, Block, Stage));
        if (!await ReadAsync(cancel))
            return NotFound();
        Ground = ground ?? "";
        return Refused(declared.Problems);
    }

    protected override ReviewPart Part => new(Round, Block, Stage, Unit: Unit);

    protected override string Address => $"{ReviewAddress.Of(Round, Block, Stage)}/unit/{Uri.EscapeDataString(Unit)}";

    protected override string TitleOf(Review review) => texts.Say(review.Lines[0].Unit.Name);
}
