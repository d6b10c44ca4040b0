using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Editing;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Hosting;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Surveys;
using ChiSo.Web.Surveys.Questionnaires;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Primitives;

namespace ChiSo.Web.Pages;

/// <summary>A questionnaire that is being written, as people will answer it. It is filled in like the real one and stores nothing.</summary>
[RequestSizeLimit(512 * 1024)]
[RequestFormLimits(ValueCountLimit = 8192)]
public sealed class FormPreviewPage(Installation installation, TimeProvider clock, Texts texts) : DeskPage
{
    [FromRoute]
    public string Code { get; set; } = "";

    /// <summary><c>null</c> while nothing can be shown.</summary>
    public AnswerForm? Form { get; private set; }

    public string Language { get; private set; } = "";

    /// <summary>How many rows are left out because of a mistake.</summary>
    public int Left { get; private set; }

    /// <summary>What is wrong with the row being typed.</summary>
    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>When the row being typed is asked; empty for always.</summary>
    public string Condition { get; private set; } = "";

    /// <summary>Whether it was filled in to the end.</summary>
    public bool IsSent { get; private set; }

    public string Display { get; private set; } = "";

    public string PlaceOf(Problem problem) => FormWords.FieldOf(problem.Where.Split("::")[0], texts);

    public async Task<IActionResult> OnGetAsync(string? display, string? l, string? at, CancellationToken cancel) =>
        await FindAsync(cancel) is { } edited ? ShowAt(edited.Draft, at ?? "", display, l) : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } edited)
            return NotFound();
        var wish = Request.Form["do"].ToString();
        Show(edited.Draft, Request.Form["display"], wish.StartsWith("lang:", StringComparison.Ordinal) ? wish["lang:".Length..] : Request.Form["l"].ToString(), _ => Request.Form);
        switch (wish)
        {
            case "back":
                Form?.Back();
                break;
            case "next":
                Form?.Next();
                break;
            case "send":
                IsSent = Form?.Finish() == true;
                break;
            case ['a', 'd', 'd', ':', .. var repeat]:
                Form?.Add(repeat);
                break;
        }

        return Page();
    }

    /// <summary>The row as it is typed, among the others as they are stored.</summary>
    public async Task<IActionResult> OnPostRowAsync(string? row, CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } edited)
            return NotFound();
        var known = row is null ? null : DraftTree.Find(edited.Draft.Rows, row);
        var tried = FormEditing.Try(edited, new(row, FormPosts.Cells(Request.Form), known is null ? "" : edited.Draft.MarkOf(known)));
        Problems = tried.Problems;
        var (shown, at) = tried.TryGet(out var typed) ? (typed, Request.Form["name"].ToString().Trim()) : (edited.Draft, row ?? "");
        return ShowAt(shown, at, nameof(SurveyDisplay.Steps), language: null);
    }

    /// <summary>The screen of a row, whatever must be answered before it is asked; the first without one.</summary>
    private PageResult ShowAt(FormDraft shown, string row, string? display, string? language)
    {
        Condition = string.Join(" and ", DraftTree.Conditions(shown.Rows, row));
        return Show(shown with { Rows = DraftTree.Unconditional(shown.Rows, row) }, display, language, ScreenOf(row));
    }

    private PageResult Show(FormDraft shown, string? display, string? language, Func<AnswerForm, IFormCollection> fields)
    {
        var form = DraftChecks.Readable(shown, out var left);
        Left = left;
        var layout = Enum.TryParse<SurveyDisplay>(display, ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : SurveyDisplay.Steps;
        Display = layout.ToString().ToLowerInvariant();
        Language = shown.Languages.FirstOrDefault(known => known == language || AnswerWords.CodeOf(known) == language) ?? form?.DefaultLanguage ?? shown.Languages[0];
        if (form is not null)
        {
            var nothing = ImmutableSortedDictionary<string, string>.Empty;
            var today = VietnamTime.Today(clock);
            var live = new LiveSurvey(Guid.Empty, new(Code, Code, nothing, "", nothing, 1, "", new("", nothing), today, today, today, []) { Display = layout }, form, "", IsClosed: false);
            Form = new(live, fields(new(live, FormCollection.Empty, today)), today);
        }

        return Page();
    }

    /// <summary>The fields that open the screen a row stands on.</summary>
    private static Func<AnswerForm, IFormCollection> ScreenOf(string? row) => form =>
    {
        var at = form.Screens.IndexOf(form.Screens.FirstOrDefault(screen => screen.Items.SelectMany(item => item.All()).Append(screen.Title).Any(item => item?.Name == row))!); // −1 for none
        return at <= 0 ? FormCollection.Empty : new FormCollection(new Dictionary<string, StringValues> { ["screen"] = at.ToString(CultureInfo.InvariantCulture) });
    };

    private async Task<EditedForm?> FindAsync(CancellationToken cancel)
    {
        SecurityHeaders.LetBeFramed(Response);
        return Person.May(Act.RunSurveys, new()) ? await installation.FormEditing.FindAsync(Code, cancel) : null;
    }
}
