using System.Collections.Immutable;
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
    private readonly Installation installation = installation;
    private readonly Texts texts = texts;

    [FromRoute]
    public string Round { get; set; } = "";

    [FromRoute]
    public string Block { get; set; } = "";

    [FromRoute]
    public string Stage { get; set; } = "";

    [FromRoute]
    public string Criterion { get; set; } = "";

    /// <summary>Whether this person may write notes on the criterion now.</summary>
    public bool MayNote => installation.Precedents.Reached(Review, Person) is not null;

    /// <summary>Lines a note may come from.</summary>
    public IEnumerable<ReviewLine> Decided => Review.Lines.Where(line => line.State is ReviewState.Appraised or ReviewState.Confirmed);

    public ImmutableArray<UnequalTreatment> Unequal => UnequalTreatment.Find(Review.Lines);

    public CriteriaNode Node => Review.Lines[0].Node;

    public async Task<IActionResult> OnPostNoteAsync(string? unit, string? facts, string? decision, CancellationToken cancel) =>
        await ReadAsync(cancel) ? await AnswerAsync(await installation.Precedents.WriteAsync(Part, new(unit ?? "", facts ?? "", decision ?? ""), Person, cancel), "#notes", cancel) : NotFound();

    public async Task<IActionResult> OnPostWithdrawNoteAsync(Guid note, CancellationToken cancel) =>
        await ReadAsync(cancel) ? await AnswerAsync(await installation.Precedents.WithdrawAsync(Part, note, Person, cancel), "#notes", cancel) : NotFound();

    protected override ReviewPart Part => new(Round, Block, Stage, new CriterionCode(Criterion));

    protected override string Address => $"{ReviewAddress.Of(Round, Block, Stage)}/{Uri.EscapeDataString(Criterion)}";

    protected override string TitleOf(Review review) => $"{review.Lines[0].Node.Number} {texts.Say(review.Lines[0].Node.Name)}";
}
