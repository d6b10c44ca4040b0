using ChiSo.Application.Appraisal;
using ChiSo.Application.Publication;
using ChiSo.Engine;
using ChiSo.Web.Appraisal;
using ChiSo.Web.Language;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>One criterion across all units.</summary>
public sealed class ReviewCriterionPage(Installation installation, TimeProvider clock, Texts texts) : ReviewPage(installation, clock, texts)
{
    private readonly Texts texts = texts;

    [FromRoute]
    public string Round { get; set; } = "";

    [FromRoute]
    public string Block { get; set; } = "";

    [FromRoute]
    public string Stage { get; set; } = "";

    [FromRoute]
    public string Criterion { get; set; } = "";

    public CriteriaNode Node => Review.Lines[0].Node;

    protected override ReviewPart Part => new(Round, Block, Stage, new CriterionCode(Criterion));

    protected override string Address => $"{ReviewAddress.Of(Round, Block, Stage)}/{Uri.EscapeDataString(Criterion)}";

    protected override string TitleOf(Review review) => $"{review.Lines[0].Node.Number} {texts.Say(review.Lines[0].Node.Name)}";
}
