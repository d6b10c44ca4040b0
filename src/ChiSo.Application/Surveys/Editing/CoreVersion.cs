using System.Collections.Immutable;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Editing;

/// <summary>A version of a questionnaire with core questions, and what later ones may not change of it.</summary>
internal sealed class CoreVersion
{
    /// <summary>The column of the mark.</summary>
    public const string Mark = "core";

    /// <summary>What may differ: the mark itself is set wherever a version is written here.</summary>
    private static readonly string[] Free = ["appearance", Mark];

    private readonly FormDraft standard;
    private readonly ImmutableArray<DraftRow> rows;

    public CoreVersion(FormDraft standard) => (this.standard, rows) = (standard, [.. DraftTree.All(standard.Rows).Where(row => row.Text(Mark).Length > 0)]);

    public bool Holds(string name) => rows.Any(row => row.Name == name);

    /// <param name="isCore">Of this or another version that is held to.</param>
    public IEnumerable<Problem> Faults(FormDraft draft, Func<string, bool> isCore) => [.. Asked(draft), .. Lists(draft), .. Local(draft, isCore), .. Formula(draft)];

    private IEnumerable<Problem> Asked(FormDraft draft)
    {
        foreach (var core in rows)
        {
            if (DraftTree.Find(draft.Rows, core.Name) is not { } row)
                yield return DraftProblems.CoreGone(core.Name);
            else if (Changed(draft, core.Cells, row.Cells).FirstOrDefault() is { } column)
                yield return DraftProblems.CoreChanged($"{core.Name}:{(column == "type" && row.List != core.List ? "list" : column)}", core.Name);
            else if (!Around(standard.Rows, core.Name).SequenceEqual(Around(draft.Rows, core.Name)))
                yield return DraftProblems.CoreChanged($"{core.Name}:parent", core.Name);
        }
    }

    /// <summary>When a row is asked, and how often: conditions and repeats it stands in.</summary>
    private static IEnumerable<string> Around(ImmutableArray<DraftRow> rows, string name)
    {
        foreach (var condition in DraftTree.Conditions(rows, name))
            yield return condition;
        for (var parent = DraftTree.ParentOf(rows, name); parent.Length > 0; parent = DraftTree.ParentOf(rows, parent))
        {
            if (DraftTree.Find(rows, parent) is { Type: XlsFormColumns.Begin + "repeat" } repeat)
                yield return $"{parent} {repeat.Text("repeat_count")}";
        }
    }

    /// <summary>Lists of core questions hold the same choices in the same order.</summary>
    private IEnumerable<Problem> Lists(FormDraft draft)
    {
        foreach (var list in standard.Lists.Where(list => rows.Any(row => row.List == list.Name)))
        {
            var now = draft.List(list.Name)?.Rows ?? [];
            if (now.Length != list.Rows.Length)
                yield return DraftProblems.CoreList($"/{list.Name}/{Math.Min(now.Length, list.Rows.Length)}:name", list.Name);
            else if (FirstChanged(draft, list.Rows, now) is var (at, column))
                yield return DraftProblems.CoreList($"/{list.Name}/{at}:{column}", list.Name);
        }
    }

    /// <summary>Local questions feed no factor, but for what one fed before.</summary>
    private IEnumerable<Problem> Local(FormDraft draft, Func<string, bool> isCore) =>
        DraftTree.All(draft.Rows).Where(row => row.Text("factor").Length > 0 && !isCore(row.Name) && DraftTree.Find(standard.Rows, row.Name)?.Text("factor") != row.Text("factor")).Select(row => DraftProblems.LocalFactor($"{row.Name}:factor", row.Name));

    private IEnumerable<Problem> Formula(FormDraft draft)
    {
        if (draft.Factors.Length != standard.Factors.Length)
            yield return DraftProblems.CoreFactors($"/factors/{Math.Min(draft.Factors.Length, standard.Factors.Length)}:code");
        else if (FirstChanged(draft, standard.Factors, draft.Factors) is var (at, name))
            yield return DraftProblems.CoreFactors($"/factors/{at}:{name}");
        foreach (var column in (string[])["scoring", "pooling", "level"])
        {
            if (standard.Settings.GetValueOrDefault(column, "") != draft.Settings.GetValueOrDefault(column, ""))
                yield return DraftProblems.CoreFactors($"/settings:{column}");
        }
    }

    private (int At, string Column)? FirstChanged(FormDraft draft, ImmutableArray<ImmutableDictionary<string, string>> before, ImmutableArray<ImmutableDictionary<string, string>> after)
    {
        for (var at = 0; at < before.Length; at++)
        {
            if (Changed(draft, before[at], after[at]).FirstOrDefault() is { } column)
                return (at, column);
        }

        return null;
    }

    /// <summary>The columns in which a row is no longer what it was, texts without their language; what is said in a language one of the two does not have is no change.</summary>
    private IEnumerable<string> Changed(FormDraft draft, ImmutableDictionary<string, string> before, ImmutableDictionary<string, string> after) =>
        before.Keys.Concat(after.Keys).Distinct().Where(column => !Free.Contains(column) && IsShared(draft, column) && before.GetValueOrDefault(column, "") != after.GetValueOrDefault(column, "")).Select(column => column.Split("::")[0]).Order(StringComparer.Ordinal);

    private bool IsShared(FormDraft draft, string column) =>
        column.IndexOf("::", StringComparison.Ordinal) is not (>= 0 and var at) || (standard.Languages.Contains(column[(at + 2)..]) && draft.Languages.Contains(column[(at + 2)..]));
}
