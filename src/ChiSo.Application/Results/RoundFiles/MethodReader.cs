using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>Reads the method of one block from its settings, classes, gates and quotas.</summary>
internal sealed class MethodReader(RowReading settings, NameIndex lines)
{
    /// <summary>Everything but gates, quotas and tie-breaks, which name lines of the criteria set.</summary>
    public static Method Frame(RowReading settings, IEnumerable<RowReading> classRows)
    {
        var classes = ImmutableArray.CreateBuilder<ClassBand>();
        foreach (var row in classRows)
        {
            _ = row.Needed("class_vi");
            if (row.NeededNumber("from") is not { } from)
                continue;
            var band = new ClassBand(row.Words("class_vi", "class_en"), from);
            if (classes.Any(other => Fold.Key(other.Name.Vi) == Fold.Key(band.Name.Vi)))
                row.Add("method.class-twice", row.Cell("class_vi"), new($"Xếp loại \"{band.Name.Vi}\" có hai lần.", $"Class \"{band.Name.En}\" stands there twice."),
                    new("Giữ lại một.", "Keep one of them."));
            else if (classes.Count > 0 && classes[^1].From <= from)
                row.Add("method.class-order", row.Cell("from"),
                    new($"Xếp loại \"{band.Name.Vi}\" bắt đầu từ {VietnameseNumbers.ToText(from)}, không thấp hơn \"{classes[^1].Name.Vi}\".", $"Class \"{band.Name.En}\" begins at {VietnameseNumbers.ToEnglish(from)}, not below \"{classes[^1].Name.En}\"."),
                    new("Ghi các loại từ cao xuống thấp.", "Write the classes from the best to the worst."));
            classes.Add(band);
        }

        if (classes.Count == 0)
            settings.Add(new("method.no-classes", settings.Where, new("Khối này chưa có xếp loại nào.", "This block has no class."), new("Thêm các loại vào bảng classes.", "Add its classes to the table classes.")));
        return Rounded(settings) with { Classes = classes.DrainToImmutable(), Base = ReadBase(settings) };
    }

    /// <summary>The whole method.</summary>
    public Method Complete(Method frame, IEnumerable<RowReading> gates, IEnumerable<RowReading> quotas)
    {
        var method = frame with { TieBreaks = [.. settings.Parts("tie_breaks").Select(ReadTieBreak).OfType<TieBreak>()] };
        foreach (var row in gates)
        {
            if (ReadGate(row, method) is { } gate)
                method = method with { Gates = method.Gates.Add(gate) };
        }

        foreach (var row in quotas)
        {
            if (ReadQuota(row, method) is { } quota)
                method = method with { Quotas = method.Quotas.Add(quota) };
        }

        return method;
    }

    /// <summary>The marks gates look at, as the gates spell them.</summary>
    public static IEnumerable<string> MarksOf(IEnumerable<RowReading> gates) =>
        gates.Where(row => row.Text("requires") == "without_mark").Select(row => row.Text("mark")).Where(mark => mark.Length > 0);

    private static Method Rounded(RowReading settings)
    {
        var decimals = settings.Whole("decimals") ?? 2;
        if (decimals is < 0 or > 3)
            settings.Add("method.decimals", settings.Cell("decimals"), new("Số chữ số thập phân phải từ 0 đến 3.", "The number of decimals must be 0 to 3."), new("Ghi 0, 1, 2 hoặc 3.", "Write 0, 1, 2 or 3."));

        return new()
        {
            Decimals = decimals,
            Rounding = settings.Choice("rounding", RoundCodes.Roundings, Rounding.HalfAwayFromZero),
            RankOn = settings.Choice("rank_on", RoundCodes.Bases, Basis.Exact),
            ClassifyOn = settings.Choice("classify_on", RoundCodes.Bases, Basis.Published),
            ChangesOn = settings.Choice("changes_on", RoundCodes.Bases, Basis.Published),
            Ties = settings.Choice("ties", RoundCodes.Ties, TieRule.Competition),
            CountAbove = settings.Number("count_above"),
            CompareWithMeanOfPredecessors = settings.YesNo("compare_with_mean_of_predecessors", whenEmpty: false),
            Classes = [],
        };
    }

    private static ImmutableArray<BasePart> ReadBase(RowReading settings)
    {
        var parts = ImmutableArray.CreateBuilder<BasePart>();
        foreach (var text in settings.Parts("base"))
        {
            if (BaseText.Parse(text) is { } part)
                parts.Add(part);
            else
                settings.Add("method.base-form", settings.Cell("base"), new($"Không hiểu phần thang điểm \"{text}\".", $"The part \"{text}\" of the base is not understood."),
                    new("Viết theo mẫu thẩm định/appraised:68.5=unit+lead_agency.", "Write it like thẩm định/appraised:68.5=unit+lead_agency."));
        }

        return parts.DrainToImmutable();
    }

    private TieBreak? ReadTieBreak(string text)
    {
        var found = TieBreakText.Parse(text, lines);
        if (found is null)
            settings.Add("method.tie-break", settings.Cell("tie_breaks"), new($"Không hiểu tiêu chí phụ \"{text}\", hoặc bộ tiêu chí không có dòng này.", $"The tie-break \"{text}\" is not understood, or the criteria set has no such line."),
                new("Viết node:MÃ hoặc suppliers:survey+dossiers.", "Write node:CODE or suppliers:survey+dossiers."));
        return found;
    }

    private Gate? ReadGate(RowReading row, Method method)
    {
        var caps = ClassAt(row, "caps_at", method);
        GateCondition? condition = row.Needed("requires") switch
        {
            null => null,
            "without_mark" => row.Needed("mark") is { } mark ? new GateCondition.WithoutMark(SpelledAlike(mark, method)) : null,
            "node_share_at_least" => ShareOf(LineAt(row, "node"), PercentAt(row)),
            var other => UnknownCondition(row, other),
        };
        return condition is not null && caps is { } place ? new(condition, place) : null;
    }

    /// <summary>As an earlier gate spells the same mark.</summary>
    private static string SpelledAlike(string mark, Method method) =>
        method.Gates.Select(gate => gate.Requires).OfType<GateCondition.WithoutMark>().Select(gate => gate.Mark).FirstOrDefault(other => Fold.Key(other) == Fold.Key(mark)) ?? mark;

    private static GateCondition.NodeShareAtLeast? ShareOf(CriterionCode? node, decimal? percent) => node is { } line && percent is { } least ? new(line, least) : null;

    private static decimal? PercentAt(RowReading row)
    {
        var percent = row.NeededNumber("percent");
        if (percent is < 0 or > 100)
            row.Add(MethodChecks.GateShare(row.Cell("percent").Where));
        return percent;
    }

    private static GateCondition? UnknownCondition(RowReading row, string text)
    {
        row.Add("value.not-a-choice", row.Cell("requires"), new($"\"{text}\" không có trong danh sách.", $"\"{text}\" is not in the list."),
            new("Ghi node_share_at_least hoặc without_mark.", "Write node_share_at_least or without_mark."));
        return null;
    }

    private static Quota? ReadQuota(RowReading row, Method method)
    {
        var (number, share) = (row.Whole("number"), row.Number("share_percent"));
        if (ClassAt(row, "class", method) is not { } place)
            return null;

        var quota = new Quota(place, number, share, row.Choice("tie_over_edge", RoundCodes.Edges, RoundCodes.Edge.Falls) == RoundCodes.Edge.Falls);
        if (number is null == share is null || number < 0 || share is < 0 or > 100)
            row.Add("method.quota-limit", row.Cell(number is null ? "share_percent" : "number"), new("Giới hạn của một loại phải là một số lượng, hoặc một tỷ lệ từ 0 đến 100 %.", "The quota of a class must be either a number or a share of 0 to 100 %."),
                new("Ghi đúng một trong hai.", "Write exactly one of the two."));
        if (place == method.Classes.Length - 1)
            row.Add("method.quota-last-class", row.Cell("class"), new("Loại thấp nhất không thể có giới hạn số lượng.", "The last class can't have a quota."), new("Bỏ giới hạn này.", "Remove it."));
        if (method.Quotas.Any(other => other.Class == place))
            row.Add("method.quota-twice", row.Cell("class"), new("Loại này có hơn một giới hạn.", "This class has more than one quota."), new("Giữ lại một giới hạn.", "Keep one of them."));
        return quota;
    }

    private static int? ClassAt(RowReading row, string column, Method method)
    {
        if (row.Needed(column) is not { } text)
            return null;
        var key = Fold.Key(text);
        var classes = method.Classes.Select((band, place) => (band.Name, Place: place)).ToList();
        var found = classes.Where(band => Fold.Key(band.Name.Vi) == key).Concat(classes.Where(band => Fold.Key(band.Name.En) == key)).ToList();
        if (found.Count > 0)
            return found[0].Place;

        row.Add("method.unknown-class", row.Cell(column), new($"Không có xếp loại \"{text}\".", $"There is no class \"{text}\"."), new("Ghi một trong các loại đã khai.", "Write one of the declared classes."));
        return null;
    }

    private CriterionCode? LineAt(RowReading row, string column)
    {
        if (row.Needed(column) is not { } text)
            return null;
        if (lines.Find(text) is { } code)
            return new(code);

        row.Add("method.unknown-line", row.Cell(column), new($"Không có dòng nào mang mã {text} trong bộ tiêu chí.", $"The criteria set has no line {text}."), new("Ghi mã của một dòng đang có.", "Write the code of a line that is there."));
        return null;
    }
}
