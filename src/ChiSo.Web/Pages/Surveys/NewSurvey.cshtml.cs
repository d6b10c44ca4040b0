using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Opening;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using ChiSo.Web.Surveys;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Proposes a survey: what it declares, field by field, and its questionnaire. What was typed stays when something is wrong; what was returned stands in the fields to be mended.</summary>
public sealed class NewSurveyPage(Installation installation, Texts texts) : DeskPage
{
    /// <summary>Chosen for a questionnaire that is uploaded.</summary>
    public const string Uploaded = "upload";

    /// <summary>Chosen for the questionnaire of the proposal that was returned.</summary>
    public const string Same = "same";

    private ImmutableDictionary<string, string> returned = ImmutableDictionary<string, string>.Empty;

    /// <summary>An uploaded table of who rates whom, as it would have been typed: what was refused for another reason need not be uploaded again.</summary>
    private string? uploadedRaters;

    private static readonly string[] Members =
    [
        "code", "questionnaire", "round", "units", "raters", "asker", "decision", "purpose", "minutes", "telephone", "consent", "consent.version", "opens", "closes", "keepUntil", "contactsUntil", "access", "display", "minimumCell", "ownIndexFrom", "target",
    ];

    /// <summary>The returned proposal that is mended.</summary>
    [FromQuery(Name = "from")]
    public Guid? From { get; set; }

    /// <summary><c>null</c> for a survey proposed afresh.</summary>
    public ProposedSurvey? Mended { get; private set; }

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    public ImmutableArray<LiveRound> Rounds { get; private set; } = [];

    /// <summary>Versions written here, the newest of each questionnaire first.</summary>
    public ImmutableArray<Questionnaire> Stored { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(IFormFile? form, IFormFile? raterTable, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel))
            return NotFound();
        var fields = Request.Form.Where(field => field.Value.Count > 0).ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
        var raters = RatersOf(raterTable);
        var proposed = await installation.SurveyProposals.ProposeAsync(new(fields, FormOf(fields.GetValueOrDefault("questionnaire") ?? "", form), raters), Mended?.Id, Person, cancel);
        if (proposed.TryGet(out var proposal))
            return LocalRedirect(ProposalAddress.Of(proposal.Id));
        Problems = proposed.Problems;
        uploadedRaters = raters is { } table && table.TryGet(out var lines) && Problems.All(problem => lines.All(line => line.Where != problem.Where)) ? RaterEntry.Write(lines) : null;
        Response.StatusCode = Problems[0].Code == "survey.not-allowed" ? StatusCodes.Status403Forbidden : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>What stands in a field: what was typed, what was returned, or what is usual.</summary>
    public string Value(string field) => field == "raters" && uploadedRaters is not null ? uploadedRaters : Request.HasFormContentType ? Request.Form[field].ToString() : Mended is not null ? returned.GetValueOrDefault(field, "") : field switch
    {
        "minutes" or "minimumCell" => "10",
        "consent.version" => "1",
        "consent.vi" => "Khi bấm “Tôi đồng ý”, Ông/Bà đồng ý để câu trả lời được dùng cho mục đích nói trên, ở dạng số liệu gộp.",
        "questionnaire" => ValueOf(ShippedQuestionnaires.All[^1]),
        _ => "",
    };

    /// <summary>What is wrong with a field, and with its languages.</summary>
    public IEnumerable<Problem> FaultsOf(string field) => Problems.Where(problem => FieldOf(problem) == field);

    /// <summary>Problems of the questionnaire's own rows, and of the survey as a whole.</summary>
    public ImmutableArray<Problem> OtherProblems => [.. Problems.Where(problem => !Members.Contains(FieldOf(problem)))];

    /// <summary>The fields something is wrong with, in the order of the page.</summary>
    public IEnumerable<string> FaultyFields => Members.Where(member => FaultsOf(member).Any());

    /// <summary>The field of a problem, whatever its line.</summary>
    private static string FieldOf(Problem problem) => problem.Where.Split(", ")[0];

    private static Result<ImmutableArray<RaterLine>>? RatersOf(IFormFile? uploaded)
    {
        if (uploaded is null)
            return null;
        using var stream = uploaded.OpenReadStream();
        return RaterTable.Read(stream, uploaded.FileName);
    }

    /// <summary>What names a version.</summary>
    public static string ValueOf(Questionnaire form) => $"{form.Code}@{form.Version}";

    private Result<Questionnaire>? FormOf(string chosen, IFormFile? uploaded)
    {
        if (chosen == Same && Mended is not null)
            return Mended.Survey.Form;
        if (Stored.Concat(ShippedQuestionnaires.All).FirstOrDefault(form => ValueOf(form) == chosen) is { } known)
            return known;
        if (chosen != Uploaded || uploaded is null)
            return null;
        using var stream = uploaded.OpenReadStream();
        return XlsFormReader.Read(stream, uploaded.FileName);
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (!Person.May(Act.RunSurveys, new()))
            return false;
        Mended = From is { } id && await installation.SurveyProposals.FindAsync(id, cancel) is { } found && found.Allows(ProposalStep.Replace, Person) ? found : null;
        if (Mended is not null)
            returned = DeclarationEntry.Write(Mended.Survey.Declaration).SetItem("questionnaire", Same);
        Rounds = await installation.Live.ListAsync(cancel);
        Stored = [.. (await installation.Questionnaires.ListAsync(cancel)).Select(one => one.Form)];
        ViewData[PageFrame.Key] = new PageFrame(texts["Surveys_Open"], [new(texts["Desk_Title"], "/desk"), new(texts["Surveys_Title"], "/desk/surveys")], Person: Person);
        return true;
    }
}
