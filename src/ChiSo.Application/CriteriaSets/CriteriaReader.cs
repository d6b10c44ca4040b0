using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>Makes the tree of the rows of one block's criteria: who stands below whom, and whether all of it adds up.</summary>
internal sealed class CriteriaReader
{
    private readonly List<(CriteriaNode Line, RowReading Row)> lines = [];
    private readonly Dictionary<string, RowReading> rows = [];
    private readonly Dictionary<string, string> parents = [];

    /// <summary>Where a line stands, by its code.</summary>
    public IReadOnlyDictionary<string, RowReading> Rows => rows;

    /// <param name="frame">Code, version, name and caps; its roots are replaced.</param>
    /// <param name="method">Declares the base; <c>null</c> when it could not be read.</param>
    /// <param name="where">Place of problems of the set as a whole.</param>
    /// <param name="report">Receives problems of the tree; problems of single cells go the way of their rows.</param>
    public CriteriaSet Read(IEnumerable<RowReading> written, CriteriaSet frame, Method? method, string where, Action<Problem> report)
    {
        foreach (var row in written)
            Add(row);
        foreach (var (line, row) in lines)
            FindParent(line, row);
        RefuseCycles();

        var below = lines.ToLookup(line => parents.GetValueOrDefault(line.Line.Code.Value, ""), line => line.Line);
        var set = frame with { Roots = [.. below[""].Select(root => WithChildren(root, below, root.Part))] };
        var found = method is null ? CriteriaChecks.Find(set) : CriteriaChecks.Find(set, method);
        foreach (var problem in found.Where(problem => !IsShadow(problem)))
            report(problem with { Where = PlaceOf(problem, set) ?? where });
        return set;
    }

    private void Add(RowReading row)
    {
        if (LineReader.Read(row) is not { } line)
            return;

        if (rows.TryAdd(line.Code.Value, row))
        {
            lines.Add((line, row));
            CheckExamples(line, row);
        }
        else
        {
            row.Add("criteria.duplicate-code", row.Cell("code"),
                new($"Mã {line.Code} đã dùng ở {rows[line.Code.Value].Where}.", $"Code {line.Code} is already used at {rows[line.Code.Value].Where}."),
                new("Đặt mã khác cho một trong hai dòng.", "Give one of the two lines another code."));
        }
    }

    /// <summary>Examples that could not be read were told of already.</summary>
    private static void CheckExamples(CriteriaNode line, RowReading row)
    {
        var cell = row.Cell("worked_example");
        if (line.Scoring is { Examples.IsEmpty: true } && cell.Text.Length > 0)
            return;
        foreach (var problem in WorkedExamples.Check(line))
            row.Add(problem with { Where = cell.Where });
    }

    private void FindParent(CriteriaNode line, RowReading row)
    {
        var text = row.Text("parent");
        if (text.Length == 0)
            return;

        var code = rows.ContainsKey(text) ? text : CodeByName(text);
        if (code is null)
            row.Add("criteria.unknown-parent", row.Cell("parent"), new($"Không có dòng nào mang mã {text}.", $"There is no line {text}."),
                new("Ghi mã của dòng cấp trên, hoặc để trống nếu đây là lĩnh vực.", "Write the code of the line above, or nothing at the top."));
        else
            parents[line.Code.Value] = code;
    }

    private string? CodeByName(string name)
    {
        var key = Fold.Key(name);
        var found = lines.Where(line => Fold.Key(line.Line.Name.Vi) == key).Take(2).ToList();
        return found is [var only] ? only.Line.Code.Value : null;
    }

    private void RefuseCycles()
    {
        foreach (var (line, _) in lines)
        {
            var seen = new HashSet<string>();
            var at = line.Code.Value;
            while (parents.TryGetValue(at, out var parent) && seen.Add(at))
                at = parent;
            if (!seen.Contains(at) || !parents.ContainsKey(at))
                continue;

            rows[at].Add("criteria.cycle", rows[at].Cell("parent"), new($"Dòng {at} nằm dưới chính nó.", $"Line {at} stands below itself."),
                new("Sửa mã dòng cấp trên.", "Correct the code of the line above."));
            parents.Remove(at);
        }
    }

    /// <summary>A part left empty is that of the line above.</summary>
    private CriteriaNode WithChildren(CriteriaNode line, ILookup<string, CriteriaNode> below, CriteriaPart part) => line with
    {
        Part = rows[line.Code.Value].Text("part").Length == 0 ? part : line.Part,
        Children = [.. below[line.Code.Value].Select(child => WithChildren(child, below, part))],
    };

    /// <summary>Whether a check only repeats what was told of a cell already: a rule that could not be read, a maximum that is no number.</summary>
    private bool IsShadow(Problem problem) =>
        (problem.Code == "criteria.leaf-without-rule" && RowAt(problem)?.Text("rule_kind").Length > 0)
        || (problem.Code is "criteria.base-total" or "criteria.base-part" && rows.Count == 0);

    private RowReading? RowAt(Problem problem) => rows.GetValueOrDefault(problem.Where) ?? rows.GetValueOrDefault(problem.Where[..Math.Max(0, problem.Where.LastIndexOf(" (", StringComparison.Ordinal))]);

    private string? PlaceOf(Problem problem, CriteriaSet set) =>
        problem.Where == set.Code ? null : RowAt(problem)?.Cell(ColumnOf(problem.Code)).Where;

    private static string ColumnOf(string code) => code switch
    {
        "criteria.sum" or "criteria.max-sign" or "criteria.max-off-step" => "max_points",
        "criteria.step" => "step",
        "criteria.missing-name" => "name_vi",
        "criteria.leaf-without-rule" or "criteria.rule-on-inner-line" => "rule_kind",
        "criteria.duplicate-number" => "printed_no",
        "criteria.mixed-part" => "part",
        "criteria.duplicate-figure" => "figures_vi",
        "criteria.base-supplier" => "supplied_by",
        _ => "code",
    };
}
