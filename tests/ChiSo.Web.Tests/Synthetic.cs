using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Engine;
using ChiSo.Web.Publication;

namespace ChiSo.Web.Tests;

/// <summary>Blocks made up for tests: computed by the engine, frozen as the store would.</summary>
public static class Synthetic
{
    public const string Officer = "Ông Nguyễn Văn Kín";
    public const string Evidence = "Báo cáo mật số 15/BC-SNV";

    private static readonly string[] Names =
    [
        "Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính", "Sở Kế hoạch và Đầu tư", "Sở Công Thương", "Sở Nông nghiệp và Phát triển nông thôn",
        "Sở Giao thông vận tải", "Sở Xây dựng", "Sở Tài nguyên và Môi trường", "Sở Thông tin và Truyền thông", "Sở Lao động - Thương binh và Xã hội",
        "Sở Văn hóa, Thể thao và Du lịch", "Sở Khoa học và Công nghệ", "Sở Giáo dục và Đào tạo", "Sở Y tế", "Thanh tra thành phố",
    ];

    private static readonly (string Code, string Vi, string En, decimal[] Maxima)[] Fields =
    [
        ("CD", "Công tác chỉ đạo, điều hành cải cách hành chính", "Steering of administrative reform", [3, 2, 4, 3]),
        ("TC", "Cải cách thể chế", "Institutional reform", [4, 3, 3]),
        ("TT", "Cải cách thủ tục hành chính", "Reform of administrative procedures", [6, 5, 4, 3]),
        ("BM", "Cải cách tổ chức bộ máy hành chính", "Reform of the administrative apparatus", [4, 4, 2]),
        ("CV", "Cải cách chế độ công vụ", "Reform of the civil service", [5, 4, 3]),
        ("TCC", "Cải cách tài chính công", "Public finance reform", [4, 3, 1]),
        ("CQ", "Xây dựng và phát triển chính quyền điện tử, chính quyền số", "Building digital government", [6, 5, 4]),
        ("TD", "Tác động của cải cách hành chính", "Impact of administrative reform", [7, 5, 3]),
    ];

    /// <summary>Sixteen departments with three earlier years.</summary>
    public static FrozenBlock Departments(Visibility visibility = Visibility.Reasons, bool illustrative = true) =>
        Freeze("thu-nghiem-2023", "so", new("Khối sở, ban, ngành", "Departments"), Names, visibility, illustrative, seed: 7);

    public static FrozenBlock Districts() => Freeze("thu-nghiem-2023", "huyen", new("Khối quận, huyện", "Districts"),
        ["Quận Ninh Kiều", "Quận Bình Thủy", "Quận Cái Răng", "Quận Ô Môn", "Quận Thốt Nốt", "Huyện Phong Điền", "Huyện Cờ Đỏ", "Huyện Thới Lai", "Huyện Vĩnh Thạnh"], Visibility.Reasons, illustrative: true, seed: 11);

    /// <summary>As many communes as the country has units, in 34 pages.</summary>
    public static FrozenBlock Communes(int count = 3355) => Freeze("toan-quoc-2025", "xa", new("Khối xã, phường, đặc khu", "Communes"),
        [.. Enumerable.Range(1, count).Select(number => $"Xã Thử nghiệm {number}")], Visibility.Fields, illustrative: true, seed: 3, year: 2025);

    /// <summary>A block in which no unit has any entry.</summary>
    public static FrozenBlock Empty()
    {
        var block = Departments();
        var input = block.Input with { BlockCode = "trong", Entries = [.. block.Input.Entries.Select(_ => (Entry?)null)] };
        return block with { BlockName = new("Khối chưa có số liệu", "A block without data"), Input = input, Result = Computation.Compute(input) };
    }

    /// <summary>Two units with announced totals, one of them 0,01 above the sum of its parts.</summary>
    public static FrozenBlock Announced()
    {
        var block = Departments();
        var input = block.Input with
        {
            RoundCode = "cong-bo-2023",
            Announced = [.. block.Result.Units.Where(unit => unit.Published is not null).Select((unit, place) => new AnnouncedIndex(unit.Unit, unit.Published!.Value + (place == 0 ? 0.01m : 0)))], // the filter left those with a value
        };
        return block with { RoundCode = "cong-bo-2023", RoundName = new("Chỉ số đã công bố năm 2023", "Announced index 2023"), Illustrative = false, Note = default(Words) with { Vi = "", En = "" }, Input = input, Result = Computation.Compute(input) };
    }

    public static PublishedBlocks Serve(params ImmutableArray<FrozenBlock> blocks) => new(
        _ => Task.FromResult<ImmutableArray<FrozenAddress>>([.. blocks.Select(block => new FrozenAddress(block.RoundCode, block.Input.BlockCode, HashOf(block)))]),
        (round, block, _) => Task.FromResult(blocks.FirstOrDefault(one => one.RoundCode == round && one.Input.BlockCode == block)));

    public static string HashOf(FrozenBlock block) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{block.RoundCode}/{block.Input.BlockCode}/{block.Public}")));

    private static FrozenBlock Freeze(string round, string code, Words name, string[] names, Visibility visibility, bool illustrative, int seed, int year = 2023)
    {
        var random = new Random(seed);
        var criteria = Criteria(code);
        var units = names.Select((unit, place) => new UnitInput($"{code}-{place + 1}", Words.Same(unit), null, [], [])).ToImmutableArray();
        var leaves = criteria.Leaves().ToList();
        var entries = ImmutableArray.CreateBuilder<Entry?>();
        var bases = units.Select(_ => 0.80 + (random.NextDouble() * 0.17)).ToList();
        for (var unit = 0; unit < units.Length; unit++)
        {
            foreach (var leaf in leaves)
                entries.Add(EntryOf(leaf, bases[unit], random));
        }

        // The last unit of a small block has an open line, so that it has a range and no rank.
        if (names.Length is > 9 and < 100)
            entries[^1] = null;
        var input = new BlockInput
        {
            RoundCode = round,
            BlockCode = code,
            Criteria = criteria,
            Method = TheMethod(),
            Units = units,
            Entries = entries.ToImmutable(),
            History = History(units, bases, year, random),
            Period = $"{year}",
        };
        return new()
        {
            RoundCode = round,
            RoundName = new($"Chỉ số cải cách hành chính năm {year}", $"Administrative reform index {year}"),
            BlockName = name,
            Illustrative = illustrative,
            Note = new("Số liệu dựng để thử trang, không phải kết quả chính thức.", "Figures made up to test the pages, no official results."),
            Source = "Số liệu thử nghiệm của dự án.",
            Public = visibility,
            DataFrom = new(year, 1, 1),
            DataTo = new(year, 12, 31),
            CutOff = new(year, 12, 14),
            Input = input,
            Result = Computation.Compute(input),
            EngineVersion = Computation.EngineVersion,
            TrailHead = "",
            FrozenAt = new(year + 1, 2, 28, 1, 30, 0, DateTimeKind.Utc),
        };
    }

    private static Entry? EntryOf(CriteriaNode leaf, double quality, Random random)
    {
        var share = Math.Clamp(quality + ((random.NextDouble() - 0.5) * 0.3), 0, 1);
        return leaf.Scoring!.Rule switch // a leaf has a rule
        {
            ScoringRule.Rubric => new Entry.Direct(new(Math.Floor((decimal)share * leaf.Max.Value * 4) / 4)) { From = new(Evidence, null, null, null) },
            ScoringRule.YesNo => new Entry.Answer(share > 0.6 ? 0 : 1),
            _ => new Entry.Figures([Math.Floor((decimal)share * 40), 40]),
        };
    }

    private static CriteriaSet Criteria(string block) => new()
    {
        Code = block,
        Version = 1,
        Name = new("Bộ tiêu chí thử nghiệm", "Test criteria set"),
        Roots = [.. Fields.Select((field, place) => Field(field.Code, new(field.Vi, field.En), $"{place + 1}", field.Maxima))],
    };

    private static CriteriaNode Field(string code, Words name, string number, decimal[] maxima) => new()
    {
        Code = new(code),
        Number = new(number),
        Name = name,
        Max = new(maxima.Sum()),
        Children = [.. maxima.Select((max, place) => LeafOf($"{code}_{place + 1}", $"{number}.{place + 1}", name, max, place))],
    };

    private static CriteriaNode LeafOf(string code, string number, Words field, decimal max, int kind) => new()
    {
        Code = new(code),
        Number = new(number),
        Name = kind switch
        {
            0 => new($"Mức độ hoàn thành nhiệm vụ theo kế hoạch ({field.Vi.ToLowerInvariant()})", $"Share of planned tasks completed ({field.En})"),
            1 => new("Ban hành kế hoạch đúng thời hạn", "Plan issued on time"),
            _ => new($"Chất lượng thực hiện, nội dung {kind}", $"Quality of the work, part {kind}"),
        },
        Max = new(max),
        Scoring = new()
        {
            SuppliedBy = kind == 0 ? Supplier.LeadAgency : Supplier.Unit,
            Rule = kind switch
            {
                0 => new ScoringRule.Proportional(X(), 100, 50),
                1 => new ScoringRule.YesNo(null, new(0)),
                _ => new ScoringRule.Rubric(new(0.25m)),
            },
            Figures = kind == 0 ? [new("a", "nhiệm vụ đã hoàn thành"), new("b", "nhiệm vụ trong kế hoạch")] : [],
            Evidence = Evidence,
            LeadAppraiser = Officer,
        },
    };

    private static Formula X() => Formula.Parse("100*a/b", ["a", "b"], "test").TryGet(out var formula) ? formula : throw new InvalidOperationException("The formula of the test must parse.");

    private static Method TheMethod() => new()
    {
        Classes = [new(new("Rất tốt", "Very good"), 95), new(new("Tốt", "Good"), 90), new(new("Khá", "Fair"), 80), new(new("Trung bình", "Average"), 70), new(new("Kém", "Poor"), 0)],
        CountAbove = 80,
    };

    private static ImmutableArray<PublishedResult> History(ImmutableArray<UnitInput> units, List<double> bases, int year, Random random) =>
        [.. Enumerable.Range(1, 3).Reverse().SelectMany(back => units.Select((unit, place) => (unit, Index: Math.Round(Math.Clamp((decimal)(bases[place] * 100) - (back * 1.6m) + (decimal)((random.NextDouble() - 0.5) * 5), 0, 100), 2)))
            .OrderByDescending(row => row.Index)
            .Select((row, rank) => new PublishedResult($"{year - back}", row.unit.Code, row.Index, rank + 1, "", "", "Số liệu thử nghiệm", [])))];
}
