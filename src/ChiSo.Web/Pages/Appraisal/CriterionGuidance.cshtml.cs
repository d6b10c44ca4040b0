using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Publication;
using ChiSo.Engine;
using ChiSo.Web.Appraisal;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>One criterion: its guide and examples, what units asked and were answered; the agency writes and answers here, units ask here.</summary>
public sealed class CriterionGuidancePage(Installation installation, Texts texts) : DeskPage
{
    [FromRoute]
    public string Round { get; set; } = "";

    [FromRoute]
    public string Criterion { get; set; } = "";

    public GuidanceBoard Guidance { get; private set; } = null!; // set before the page is rendered

    public AppraiserMap Map { get; private set; } = null!; // likewise

    public CriteriaNode Node { get; private set; } = null!; // likewise

    public ImmutableArray<CriterionQuestion> Questions { get; private set; } = [];

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>The question whose answer was just refused.</summary>
    public Guid Failed { get; private set; }

    public Guidance? Written => Guidance.Texts.GetValueOrDefault(Node.Code);

    public GuidanceText Stored => Written?.Text ?? GuidanceText.None;

    /// <summary>What stands in the fields: stored, or just typed and refused.</summary>
    public GuidanceText Form { get; private set; } = GuidanceText.None;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostWriteAsync(int seen, string? guide, string? accepted, string? refused, string? contactName, string? contactPhone, CancellationToken cancel)
    {
        var text = new GuidanceText(guide ?? "", accepted ?? "", refused ?? "", contactName ?? "", contactPhone ?? "");
        return await AnswerAsync(await installation.GuidanceDesk.WriteAsync(Round, new(new(Criterion), seen, text), Person, cancel), text, cancel);
    }

    public async Task<IActionResult> OnPostAskAsync(string? unit, string? text, CancellationToken cancel) =>
        await AnswerAsync(await installation.GuidanceDesk.AskAsync(Round, unit ?? "", new(Criterion), text ?? "", Person, cancel), null, cancel);

    public async Task<IActionResult> OnPostAnswerAsync(Guid id, int seen, string? answer, bool namesUnit, CancellationToken cancel)
    {
        Failed = id;
        return await AnswerAsync(await installation.GuidanceDesk.AnswerAsync(Round, new(id, seen, answer ?? "", namesUnit), Person, cancel), null, cancel);
    }

    public string NameOf(string unit) => texts.Say(Guidance.Board.Agencies.NameOf(unit));

    public (string Text, bool NamesUnit) TypedAnswer(CriterionQuestion question) => question.Id == Failed ? (this.Typed("answer"), this.Typed("namesUnit").Length > 0) : (question.Answer, question.NamesUnit);

    private async Task<IActionResult> AnswerAsync<T>(Result<T> done, GuidanceText? typed, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel))
            return NotFound();
        if (done.TryGet(out _))
            return LocalRedirect(GuidanceAddress.Of(Round, Node.Code));
        (Problems, Form) = (done.Problems, typed ?? Form);
        Response.StatusCode = Problems[0].Code switch
        {
            "guidance.not-allowed" => StatusCodes.Status403Forbidden,
            "guidance.changed" or "guidance.answered-meanwhile" => StatusCodes.Status409Conflict,
            "guidance.no-question" => StatusCodes.Status404NotFound,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
        return Page();
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (await installation.GuidanceDesk.ReadAsync(Round, cancel) is not { } guidance || guidance.Find(new(Criterion)) is not var (map, node))
            return false;
        (Guidance, Map, Node) = (guidance, map, node);
        Form = Stored;
        Questions = [.. guidance.QuestionsFor(Person, node.Code)];
        ViewData[PageFrame.Key] = new PageFrame($"{node.Number} {texts.Say(node.Name)} · {texts["Guidance_Title"]}", [new(texts["Desk_Title"], "/desk"), new(texts["Guidance_Title"], GuidanceAddress.Of(Round))], Person: Person);
        return true;
    }
}
