using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>Reads one row of a criteria table as a line without its children.</summary>
internal static class LineReader
{
    /// <summary>How files may write that an explanation takes the place of evidence; empty says the same.</summary>
    private const string Explanation = "explanation";

    /// <summary><c>null</c> when the row has no code; other problems leave a line that keeps its place in the tree.</summary>
    /// <param name="hasMax">Whether the maximum could be read; 0 stands in for it otherwise.</param>
    /// <param name="places">Where rule and examples are typed; <c>null</c> when each stands in one cell.</param>
    public static CriteriaNode? Read(RowReading row, out bool hasMax, FormPlaces? places = null)
    {
        hasMax = false;
        if (row.Text("code") is not { Length: > 0 } code)
        {
            row.Add("criteria.missing-code", row.Cell("code"), new("Dòng này chưa có mã.", "This line has no code."),
                new("Đặt cho dòng một mã cố định, không đổi qua các năm.", "Give the line a permanent code that stays the same over the years."));
            return null;
        }

        _ = row.Code("code");
        if (row.Text("level") is not ("" or "leaf" or "field" or "criterion"))
            row.Add("criteria.level", row.Cell("level"), new($"Không có cấp \"{row.Text("level")}\".", $"There is no level \"{row.Text("level")}\"."),
                new("Ghi leaf, criterion, field hoặc để trống.", "Write leaf, criterion or field, or leave it empty."));

        _ = row.Needed("max_points");
        var max = row.Points("max_points");
        hasMax = max is not null;
        var scoring = row.Text("rule_kind").Length > 0 ? ReadLeaf(row, places ?? new(_ => row.Cell("rule_parameters").Where, _ => row.Cell("worked_example").Where)) : null;
        if (row.Text("rule_kind").Length == 0 ? ReadEvidenceRule(row) is not null : scoring is { EvidenceRule: not null, SuppliedBy: not Supplier.Unit })
            row.Add("criteria.evidence-rule", row.Cell("evidence_rule"), new("Chỉ dòng do đơn vị tự chấm mới cần tài liệu kiểm chứng khi nộp.", "Only a line a unit scores itself needs evidence when it is handed in."),
                new("Để trống ô này.", "Leave this cell empty."));
        return new()
        {
            Code = new(code),
            Number = new(row.Text("printed_no")),
            Name = row.Words("name_vi", "name_en"),
            Max = max ?? default,
            Part = row.Choice("part", RuleCodes.Parts, CriteriaPart.Base),
            Scoring = scoring,
            NotApplicable = ReadPolicy(row),
            Continues = [.. row.List("continues").Select(code => new CriterionCode(code))],
        };
    }

    private static Leaf? ReadLeaf(RowReading row, FormPlaces places)
    {
        var kind = row.Text("rule_kind");
        var figures = FigureText.Parse(row.Text("figures_vi"));
        var step = row.Points("step");
        var noTask = ReadNoTask(row);
        var supplier = ReadSupplier(row, kind);
        var rule = RuleText.Parse(kind, row.Text("rule_parameters"), figures, row.Cell("rule_kind").Where, places.Rule);
        foreach (var problem in rule.Problems)
            row.Add(problem);
        if (!rule.TryGet(out var scoring))
            return null;

        var leaf = new Leaf
        {
            SuppliedBy = supplier,
            Rule = scoring,
            Step = step,
            Figures = figures,
            NoTaskGivesMax = noTask,
            Evidence = row.Text("evidence_vi"),
            EvidenceRule = ReadEvidenceRule(row),
            LeadAppraiser = row.Text("lead_appraiser"),
            Guide = row.Text("guide"),
        };
        return leaf with { Examples = ReadExamples(row, leaf, places) };
    }

    private static ImmutableArray<WorkedExample> ReadExamples(RowReading row, Leaf leaf, FormPlaces places)
    {
        var examples = ExampleText.Parse(row.Text("worked_example"), leaf, places.Example);
        if (examples.TryGet(out var read))
            return read;

        foreach (var problem in examples.Problems)
            row.Add(problem);
        return [];
    }

    private static Supplier ReadSupplier(RowReading row, string kind)
    {
        if (row.Text("supplied_by").Equals("imported", StringComparison.OrdinalIgnoreCase))
            return kind is "imported" or "imported_ladder" ? Supplier.ImportedIndex : Supplier.LeadAgency;

        _ = row.Needed("supplied_by");
        return row.Choice("supplied_by", RuleCodes.Suppliers, Supplier.Unit);
    }

    private static bool ReadNoTask(RowReading row)
    {
        var text = row.Text("no_task");
        if (text is not ("" or "max"))
            row.Add("value.not-a-choice", row.Cell("no_task"), new($"\"{text}\" không có trong danh sách.", $"\"{text}\" is not in the list."),
                new("Ghi max hoặc để trống.", "Write max, or leave it empty."));
        return text == "max";
    }

    private static EvidenceRule? ReadEvidenceRule(RowReading row)
    {
        var text = row.Text("evidence_rule");
        if (text.Length == 0 || text.Equals(Explanation, StringComparison.OrdinalIgnoreCase))
            return null;
        if (RuleCodes.EvidenceRules.Find(text) is { } rule)
            return rule;
        row.Add("value.not-a-choice", row.Cell("evidence_rule"), new($"\"{text}\" không có trong danh sách.", $"\"{text}\" is not in the list."),
            new($"Ghi một trong: {RuleCodes.EvidenceRules.All}, {Explanation}.", $"Write one of: {RuleCodes.EvidenceRules.All}, {Explanation}."));
        return null;
    }

    private static NotApplicablePolicy? ReadPolicy(RowReading row)
    {
        if (row.Text("not_applicable") is "" or "none")
            return null;
        var effect = row.Choice("not_applicable", RuleCodes.Effects, NotApplicableEffect.Rebase);
        return new(effect, row.Text("decided_by") is { Length: > 0 } decider ? decider : CriteriaTable.DefaultDecider);
    }
}

/// <summary>Where rule and examples of a line stand.</summary>
/// <param name="Rule">As <see cref="RuleParser"/> takes it.</param>
/// <param name="Example">By the place of an example among those written.</param>
internal sealed record FormPlaces(Func<string, string> Rule, Func<int, string> Example);
