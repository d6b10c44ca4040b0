using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>A line as a form has it: the texts of the columns of a criteria table, read by the same reader as files.</summary>
public static class TypedLine
{
    /// <summary>Parts of the index, by the words files have for them.</summary>
    public static ImmutableArray<(string Code, CriteriaPart Value)> Parts => RuleCodes.Parts.Pairs;

    public static ImmutableArray<(string Code, Supplier Value)> Suppliers => RuleCodes.Suppliers.Pairs;

    public static ImmutableArray<(string Code, NotApplicableEffect Value)> Effects => RuleCodes.Effects.Pairs;

    public static ImmutableArray<string> Kinds { get; } = [.. RuleCodes.Kinds.Split(", ")];

    /// <summary>What the form shows of a line, numbers with the reader's mark.</summary>
    public static ImmutableDictionary<string, string> Of(CriteriaNode line, string parent, DecimalMark mark) =>
        CriteriaTable.Columns.Zip(CriteriaTable.Row(line, parent)).ToImmutableDictionary(pair => pair.First, pair => pair.Second.IsNumber && mark == DecimalMark.Comma ? pair.Second.Text.Replace('.', ',') : pair.Second.Text);

    /// <summary>The line without lines below it, or every problem, each at its column, or at its field where the rule is typed field by field (<see cref="RuleForm"/>).</summary>
    public static Result<CriteriaNode> Read(IReadOnlyDictionary<string, string> typed, DecimalMark mark)
    {
        var problems = new List<Problem>();
        if (!RuleForm.IsIn(typed))
            return Read(typed, mark, problems, ruleAt: null);
        var parameters = RuleForm.Write(typed, mark, problems);
        var told = problems.Select(problem => problem.Where).ToHashSet(StringComparer.Ordinal);
        var read = Read(new Dictionary<string, string>(typed) { [RuleForm.Parameters] = parameters }, mark, [], RuleForm.PlaceOf);
        problems.AddRange(read.Problems.Where(problem => !told.Contains(problem.Where)));
        return problems.Count > 0 ? problems.ToImmutableArray() : read;
    }

    private static Result<CriteriaNode> Read(IReadOnlyDictionary<string, string> typed, DecimalMark mark, List<Problem> problems, Func<string, string>? ruleAt)
    {
        var table = new Table("criteria", "criteria", CriteriaTable.Columns,
            [new("line", [.. CriteriaTable.Columns.Select(column => new TableCell(column, NfcText.Clean(typed.GetValueOrDefault(column, "")), IsNumber: false))])]);
        var line = LineReader.Read(new TableReading(table, mark, problems).Rows().Single(), out _, ruleAt);
        return line is null || problems.Count > 0 ? problems.ToImmutableArray() : line;
    }
}
