using ChiSo.Application.Appraisal;
using ChiSo.Application.Publication;
using ChiSo.Web.Appraisal;
using ChiSo.Web.Language;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>One unit whole: every line of it that this person may see.</summary>
public sealed class ReviewUnitPage(Installation installation, TimeProvider clock, Texts texts) : ReviewPage(installation, clock, texts)
{
    private readonly Texts texts = texts;

    [FromRoute]
    public string Round { get; set; } = "";

    [FromRoute]
    public string Block { get; set; } = "";

    [FromRoute]
    public string Stage { get; set; } = "";

    [FromRoute]
    public string Unit { get; set; } = "";

    protected override ReviewPart Part => new(Round, Block, Stage, Unit: Unit);

    protected override string Address => $"{ReviewAddress.Of(Round, Block, Stage)}/unit/{Uri.EscapeDataString(Unit)}";

    protected override string TitleOf(Review review) => texts.Say(review.Lines[0].Unit.Name);
}
