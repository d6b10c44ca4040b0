using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Engine;

namespace ChiSo.Web.People;

/// <summary>A small open round of demo mode, appraised on two levels: three made-up wards with the figures of three districts. The first level has done its part for one, another waits for it, the third has not handed in.</summary>
internal static class DemoTwoLevels
{
    /// <summary>The body that appraises first.</summary>
    public const string Body = "Phòng Nội vụ quận (minh họa)";

    /// <summary>The code made of its name, which mandates carry.</summary>
    public const string Agency = "phong-noi-vu-quan-minh-hoa";

    private const string Prefix = "thu-hai-cap-";
    private const string Like = "districts";

    private static readonly ImmutableArray<string> Steps = [Stages.Self, Stages.FirstLevel, Stages.FirstReview, Stages.Explanation];

    private static readonly ImmutableArray<(string Code, Words Name)> Wards =
    [
        ("phuong-a", new("Phường A (minh họa)", "Ward A (illustrative)")), ("phuong-b", new("Phường B (minh họa)", "Ward B (illustrative)")), ("phuong-c", new("Phường C (minh họa)", "Ward C (illustrative)")),
    ];

    public static string CodeOf(string period) => Prefix + period;

    /// <summary>Makes it from the newest illustrative round that is over, unless it is there. A second start changes nothing.</summary>
    public static async Task MakeAsync(Installation installation, CancellationToken cancel)
    {
        var change = Change.OnThisMachine(TimeProvider.System, "demo");
        var live = (await installation.Live.ListAsync(cancel)).Select(round => round.Code).ToHashSet(StringComparer.Ordinal);
        if (live.Any(open => open.StartsWith(Prefix, StringComparison.Ordinal)))
            return;
        foreach (var code in (await installation.Rounds.CodesAsync(cancel)).Where(code => !live.Contains(code)))
        {
            if (await installation.Rounds.LoadAsync(code, cancel) is not { Illustrative: true } last)
                continue;
            if (last.Blocks.FirstOrDefault(block => block.Code == Like) is not { } block || block.Units.Length < Wards.Length || !int.TryParse(last.Period, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
                continue;
            var round = Of(last, block, (year + 1).ToString(CultureInfo.InvariantCulture));
            await DemoRound.OpenAsync(installation, round, played: Wards[^1].Code, change, cancel);
            return;
        }
    }

    private static RoundDocument Of(RoundDocument last, BlockDocument districts, string period) => last with
    {
        Code = CodeOf(period),
        Name = new($"Kỳ thử thẩm định hai cấp năm {period} (minh họa)", $"Trial round {period}, two levels (illustrative)"),
        Period = period,
        DataFrom = last.DataFrom.AddYears(1),
        DataTo = last.DataTo.AddYears(1),
        CutOff = last.DataTo.AddYears(1),
        Stages = Steps,
        Blocks = [WardsLike(districts)],
    };

    private static BlockDocument WardsLike(BlockDocument districts) => districts with
    {
        Code = "wards",
        Name = new("Khối phường (minh họa)", "Wards (illustrative)"),
        Criteria = districts.Criteria with { Code = "phuong-minh-hoa", Version = 1, Name = new("Bộ tiêu chí cấp xã (minh họa)", "Criteria for wards (illustrative)"), Roots = [.. districts.Criteria.Roots.Select(WithoutAgency)] },
        Units = [.. Wards.Select(ward => new UnitInput(ward.Code, ward.Name, Excluded: null, [], []))],
        FirstLevel = [.. Wards.Select(ward => new FirstLevelRow(ward.Code, Body))],
        Positions = [.. Wards.Zip(districts.Units, (ward, district) => PositionsOf(districts, district.Code, ward.Code)).SelectMany(positions => positions)],
        Decisions = [],
        History = [],
        Announced = [],
    };

    /// <summary>The council's working group appraises at the second level what no agency is named for.</summary>
    private static CriteriaNode WithoutAgency(CriteriaNode line) =>
        line with { Scoring = line.Scoring is { } leaf ? leaf with { LeadAppraiser = "" } : null, Children = [.. line.Children.Select(WithoutAgency)] };

    private static IEnumerable<PositionDocument> PositionsOf(BlockDocument districts, string district, string ward)
    {
        var own = districts.Criteria.Leaves().Where(leaf => leaf.Scoring is { SuppliedBy: Supplier.Unit }).Select(leaf => leaf.Code).ToHashSet();
        var (handedIn, appraised) = (ward != Wards[^1].Code, ward == Wards[0].Code);
        foreach (var position in districts.Positions.Where(position => position.Unit == district && Steps.Contains(position.Stage)).Select(position => position with { Unit = ward }))
        {
            if (!own.Contains(position.Criterion))
                yield return position;
            if (!own.Contains(position.Criterion) || position.Stage != Stages.Self)
                continue;
            yield return position with { HandedIn = handedIn, Evidence = position.Evidence.Length > 0 ? position.Evidence : "Báo cáo tổng hợp (minh họa)" };
            if (appraised)
                yield return position with { Stage = Stages.FirstLevel, Sequence = 1, Reason = "Thống nhất với tự chấm (minh họa)", By = Body };
        }
    }
}
