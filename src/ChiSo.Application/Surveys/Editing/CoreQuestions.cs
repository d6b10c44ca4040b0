using System.Collections.Immutable;
using ChiSo.Application.Database;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Editing;

/// <summary>The core questions ("câu hỏi cốt lõi") of a questionnaire, which every later version asks alike so that years and provinces compare. Local questions stand beside them and feed no index; the index stays as it is. Positions, appearances and languages the core does not have are free.</summary>
public sealed class CoreQuestions
{
    private static readonly string[] Free = ["appearance"];

    private readonly FormDraft? standard;
    private readonly ImmutableArray<DraftRow> rows;

    /// <param name="standard">The version that is held to; <c>null</c> where nothing is.</param>
    internal CoreQuestions(Questionnaire? standard)
    {
        this.standard = standard?.Questions().Any(question => question.IsCore) == true ? DraftTables.From(standard) : null;
        rows = this.standard is null ? [] : [.. DraftTree.All(this.standard.Rows).Where(IsCore)];
    }

    /// <summary>Whether a questionnaire has any.</summary>
    public bool Any => !rows.IsEmpty;

    /// <summary>Whether a row is one of them.</summary>
    public bool Holds(string name) => rows.Any(row => row.Name == name);

    /// <summary>Whether a list of choices belongs to one of them.</summary>
    public bool HoldsList(string list) => rows.Any(row => row.List == list);

    /// <summary>Those of the version a questionnaire is held to: the one that comes along, else the newest that was stored, else the newest a survey was opened with.</summary>
    /// <param name="surveys">All there are.</param>
    internal static async Task<CoreQuestions> FindAsync(ChiSoContext context, string code, IEnumerable<LiveSurvey> surveys, CancellationToken cancel)
    {
        if (ShippedQuestionnaires.Find(code) is { } shipped && new CoreQuestions(shipped) is { Any: true } core)
            return core;
        var newest = await context.Questionnaires.AsNoTracking().Where(form => form.Code == code).OrderByDescending(form => form.At).FirstOrDefaultAsync(cancel);
        return newest is not null && new CoreQuestions(newest.Read()) is { Any: true } stored ? stored
            : new(surveys.Where(survey => survey.Form.Code == code).OrderByDescending(survey => survey.Declaration.Opens).FirstOrDefault()?.Form);
    }

    /// <summary>What a questionnaire would change of its core questions, or count beside them.</summary>
    public ImmutableArray<Problem> Faults(Questionnaire form) => Faults(DraftTables.From(form));

    /// <returns>Places as in <see cref="DraftChecks.Read"/>.</returns>
    internal ImmutableArray<Problem> Faults(FormDraft draft) => standard is null ? [] : [.. Asked(draft), .. Lists(draft), .. Local(draft), .. Formula(draft)];

    private static bool IsCore(DraftRow row) => row.Text("core").Length > 0;

    private IEnumerable<Problem> Asked(FormDraft draft)
    {
        foreach (var core in rows)
        {
            if (DraftTree.Find(draft.Rows, core.Name) is not { } row)
                yield return DraftProblems.CoreGone(core.Name);
            else if (Changed(core.Cells, row.Cells).FirstOrDefault() is { } column)
                yield return DraftProblems.CoreChanged($"{core.Name}:{(column == "type" && row.List != core.List ? "list" : column)}", core.Name);
            else if (!DraftTree.Conditions(standard!.Rows, core.Name).SequenceEqual(DraftTree.Conditions(draft.Rows, core.Name))) // asked where there is one alone
                yield return DraftProblems.CoreChanged($"{core.Name}:parent", core.Name);
        }
    }

    /// <summary>Lists of core questions hold the same choices in the same order.</summary>
    private IEnumerable<Problem> Lists(FormDraft draft)
    {
        foreach (var list in standard!.Lists.Where(list => HoldsList(list.Name))) // as above
        {
            var now = draft.List(list.Name)?.Rows ?? [];
            if (now.Length != list.Rows.Length)
                yield return DraftProblems.CoreList($"/{list.Name}/{Math.Min(now.Length, list.Rows.Length)}:name", list.Name);
            else if (list.Rows.Zip(now).Index().FirstOrDefault(pair => Changed(pair.Item.First, pair.Item.Second).Any()) is { Item.First: not null } pair)
                yield return DraftProblems.CoreList($"/{list.Name}/{pair.Index}:{Changed(pair.Item.First, pair.Item.Second).First()}", list.Name);
        }
    }

    /// <summary>Local questions feed no factor, but for what one fed before.</summary>
    private IEnumerable<Problem> Local(FormDraft draft) =>
        DraftTree.All(draft.Rows).Where(row => row.Text("factor").Length > 0 && !Holds(row.Name) && DraftTree.Find(standard!.Rows, row.Name)?.Text("factor") != row.Text("factor")).Select(row => DraftProblems.LocalFactor($"{row.Name}:factor", row.Name)); // as above

    private IEnumerable<Problem> Formula(FormDraft draft)
    {
        var was = standard!; // as above
        if (draft.Factors.Length != was.Factors.Length)
            yield return DraftProblems.CoreFactors($"/factors/{Math.Min(draft.Factors.Length, was.Factors.Length)}:code");
        else if (was.Factors.Zip(draft.Factors).Index().FirstOrDefault(pair => Changed(pair.Item.First, pair.Item.Second).Any()) is { Item.First: not null } pair)
            yield return DraftProblems.CoreFactors($"/factors/{pair.Index}:{Changed(pair.Item.First, pair.Item.Second).First()}");
        foreach (var column in (string[])["scoring", "pooling", "level"])
        {
            if (was.Settings.GetValueOrDefault(column, "") != draft.Settings.GetValueOrDefault(column, ""))
                yield return DraftProblems.CoreFactors($"/settings:{column}");
        }
    }

    /// <summary>The columns in which a row is no longer what it was, texts without their language; a text in a language it had none in is no change.</summary>
    private IEnumerable<string> Changed(ImmutableDictionary<string, string> before, ImmutableDictionary<string, string> after) =>
        before.Keys.Concat(after.Keys).Distinct().Where(column => !Free.Contains(column) && !IsNewLanguage(column) && before.GetValueOrDefault(column, "") != after.GetValueOrDefault(column, "")).Select(column => column.Split("::")[0]).Order(StringComparer.Ordinal);

    private bool IsNewLanguage(string column) => column.IndexOf("::", StringComparison.Ordinal) is >= 0 and var at && !standard!.Languages.Contains(column[(at + 2)..]); // as above
}
