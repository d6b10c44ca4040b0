using ChiSo.Application.Surveys.Management;
using CsCheck;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Management;

/// <summary>What the board tells of who answered, and what can be worked out from it.</summary>
public sealed class FieldworkBoardTests
{
    private const int Least = 10;

    /// <summary>One line a case: unit:stratum=used/invited, then what is told of each unit and stratum; ? hides, &lt; says fewer than ten, &gt; says fewer than ten are left.</summary>
    public static TheoryData<string, string> Cases => new()
    {
        { "a:=12/40", "a=12" },
        { "a:=9/40 b:=20/40 c:=30/60", "a=< b=? c=30" }, // b goes too, or a would be the rest
        { "a:=35/40 b:=20/40 c:=30/60", "a=> b=? c=30" },
        { "a:x=12/40 a:y=25/50", "a=37 a.x=12 a.y=25" },
        { "a:x=4/40 a:y=25/50 a:z=30/80", "a=59 a.x=< a.y=? a.z=30" },
        { "a:x=4/40 a:y=5/50 a:z=30/80 a:w=50/90", "a=89 a.w=50 a.x=< a.y=< a.z=?" }, // nine together are still too few
        { "a:x=0/40 a:y=3/50", "a=< a.x=< a.y=<" },
        { "a:=0/0 b:=20/40", "a=0 b=20" },
        { "a:x=12/40 a:y=12/40 b:=3/30 c:=40/90", "a=? a.x=? a.y=? b=< c=40" }, // the strata of what is hidden would give it away
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Counts_that_tell_of_somebody_are_hidden_with_what_gives_them_away(string groups, string told) => Text(Of(Read(groups))).ShouldBe(told);

    [Fact]
    public void No_hidden_count_comes_out_by_subtraction() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 60]).Array[1, 4].Array[1, 6].Sample(units =>
        {
            FieldworkGroup[] groups = [.. units.SelectMany((strata, unit) => strata.Select((one, stratum) => new FieldworkGroup($"u{unit}", $"s{stratum}", one.Item1 + one.Item2, one.Item1, one.Item1)))];
            var board = Of(groups);
            IsHeld(board.Whole.Answers, [.. board.Units.Select(unit => (unit.Count.Answers, Sum(groups, unit.Unit, null)))]).ShouldBeTrue();
            foreach (var unit in board.Units.Where(unit => !unit.Strata.IsEmpty))
            {
                if (unit.Count.Answers is null)
                    unit.Strata.ShouldAllBe(stratum => stratum.Count.Answers == null || stratum.Count.Invited == 0);
                IsHeld(unit.Count.Answers, [.. unit.Strata.Select(stratum => (stratum.Count.Answers, Sum(groups, unit.Unit, stratum.Stratum)))]).ShouldBeTrue();
            }
        });

    [Fact]
    public void A_target_belongs_to_each_unit_and_counts_together_for_all() =>
        FieldworkBoard.Of(Read("a:=12/40 b:=15/40"), ["a", "b", "c"], Least, 50, new DateOnly(2026, 3, 9)).ShouldSatisfyAllConditions(
            board => board.Whole.ShouldBe(new FieldworkCount(80, 27, 27 / 80.0, 150, Telling.Known)),
            board => board.Units.Select(unit => unit.Count.Target).ShouldBe([50, 50, 50]),
            board => board.LastDay.ShouldBe(new DateOnly(2026, 3, 9)));

    [Fact]
    public void Units_stand_in_the_blocks_they_are_ranked_in_and_one_block_is_none()
    {
        var board = FieldworkBoard.Of(Read("a:=12/40 b:=15/40 c:=20/60"), ["a", "b", "c"], Least, target: null, lastDay: null);
        var blocks = board.In([(new("Khối huyện", "Districts"), ["c"]), (new("Khối sở", "Departments"), ["b", "a"]), (new("Khối xã", "Communes"), [])]).Blocks;
        blocks.Select(block => $"{block.Name.En}: {string.Join(' ', block.Units.Select(unit => $"{unit.Unit}={unit.Count.Answers}"))}").ShouldBe(["Districts: c=20", "Departments: a=12 b=15"]);
        board.In([(new("Các đơn vị", "Units"), ["a", "b", "c"])]).Blocks.ShouldBeEmpty();
    }

    [Fact]
    public void Answers_without_links_count_and_have_no_rate()
    {
        var board = FieldworkBoard.Of([new("a", "", 0, 0, 12), new("b", "", 0, 0, 30)], ["a", "b"], Least, target: null, lastDay: null);
        board.Units.Select(unit => (unit.Count.Answers, unit.Count.Rate)).ShouldBe([(12, null), (30, null)]);
    }

    /// <summary>Either the sum is hidden too, or what is hidden below it adds up to something that tells of nobody.</summary>
    private static bool IsHeld(int? sum, (int? Told, FieldworkGroup Real)[] parts)
    {
        var hidden = parts.Where(part => part.Told is null).Select(part => part.Real).ToArray();
        return sum is null || hidden.Length == 0
            || (hidden.Length > 1 && hidden.Sum(group => group.Answers) >= Least && hidden.Sum(group => group.Invited - group.Used) >= Least);
    }

    private static FieldworkGroup Sum(FieldworkGroup[] groups, string unit, string? stratum)
    {
        var own = groups.Where(group => group.Unit == unit && (stratum is null || group.Stratum == stratum)).ToArray();
        return new(unit, stratum ?? "", own.Sum(group => group.Invited), own.Sum(group => group.Used), own.Sum(group => group.Answers));
    }

    private static FieldworkBoard Of(FieldworkGroup[] groups) => FieldworkBoard.Of(groups, groups.Select(group => group.Unit).Distinct(), Least, target: null, lastDay: null);

    private static FieldworkGroup[] Read(string groups) => [.. groups.Split(' ').Select(text => text.Split(':', '=', '/') is [var unit, var stratum, var used, var invited] ? new FieldworkGroup(unit, stratum, Number(invited), Number(used), Number(used)) : throw new ArgumentException(text, nameof(groups)))];

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(FieldworkBoard board) => string.Join(' ', board.Units.SelectMany(unit => unit.Strata.Select(stratum => $"{unit.Unit}.{stratum.Stratum}={Said(stratum.Count)}").Prepend($"{unit.Unit}={Said(unit.Count)}")));

    private static string Said(FieldworkCount count) => count.Telling switch
    {
        Telling.Known => $"{count.Answers}",
        Telling.Few => "<",
        Telling.NearlyAll => ">",
        _ => "?",
    };
}
