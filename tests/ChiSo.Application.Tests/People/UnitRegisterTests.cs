using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Desk;
using ChiSo.Application.People;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Samples;
using ChiSo.Engine;
using CsCheck;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.People;

/// <summary>The register of units on both databases: any day as known at any moment, corrections, reorganisations.</summary>
public sealed class UnitRegisterTests(PostgresServer postgres) : IDisposable
{
    private static readonly DateTime First = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Later = First.AddDays(10);
    private static readonly DateOnly July = new(2025, 7, 1);

    private readonly string folder = Directory.CreateTempSubdirectory("chiso-units-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task The_country_and_Can_Tho_before_and_after_July_2025_are_taken_in(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres);
        var rows = new[] { "vn_provinces_34.csv", "vn_communes_3321.csv", "cantho_units.csv" }.SelectMany(file => Must(RegisterReader.Read(RepositoryFiles.At("data", file)))).ToImmutableArray();

        Must(await test.Installation.Units.ImportAsync(rows, At(First), Cancel)).ShouldBe(new(34 + 3321 + 39, 0, 0));

        (await OnAsync(test, July)).Length.ShouldBe(34 + 3321 + 14);
        (await OnAsync(test, new(2024, 12, 31))).Count(unit => unit.Parent == "92" && unit.Kind == "sở").ShouldBe(16);
        (await OnAsync(test, new(2025, 3, 1))).Count(unit => unit.Parent == "92" && unit.Kind is "quận" or "huyện").ShouldBe(9);
        var canTho = (await OnAsync(test, July)).Single(unit => unit.Unit == "92");
        canTho.PredecessorList().ShouldNotBeNull().Length.ShouldBe(3);
        (await OnAsync(test, July)).Single(unit => unit.Unit == "00004").PredecessorList().ShouldBeNull(); // unknown, not none
        (await test.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();

        Must(await test.Installation.Units.ImportAsync(rows, At(Later), Cancel)).ShouldBe(new(0, 0, 34 + 3321 + 39));
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_correction_changes_what_is_known_and_not_what_was_known(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres);
        await ImportAsync(test, First, Row("a", "Xã Hoà An"));
        await ImportAsync(test, Later, Row("a", "Xã Hòa An"));

        (await OnAsync(test, July)).Single().Name.ShouldBe("Xã Hòa An");
        (await test.Installation.Units.OnAsync(July, First.AddDays(5), Cancel)).Single().Name.ShouldBe("Xã Hoà An");
        (await test.Installation.Units.OnAsync(July, First.AddDays(-5), Cancel)).ShouldBeEmpty();
        (await test.Installation.Units.HistoryAsync("a", Cancel)).Select(fact => (fact.Name, fact.RecordedAt, fact.ReplacedAt)).ShouldBe([("Xã Hoà An", First, Later), ("Xã Hòa An", Later, null)]);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Units_are_merged_split_and_renamed_on_a_day(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres);
        await ImportAsync(test, First, Row("p", "Tỉnh"), Row("a", "Xã A", "p"), Row("b", "Xã B", "p"), Row("c", "Xã C", "p"), Row("d", "Xã D", "p"));
        var wanted = Must(Reorganisation.Read(File("from,to,name\na,ab,Phường AB\nb,ab,Phường AB\nc,c1,Xã C Đông\nc,c2,Xã C Tây\nd,d,Phường D\n"), July));

        Must(await Reorganising(test).ReorganiseAsync(wanted, At(Later), Cancel));

        (await OnAsync(test, July.AddDays(-1))).Select(unit => unit.Name).ShouldBe(["Xã A", "Xã B", "Xã C", "Xã D", "Tỉnh"]);
        (await OnAsync(test, July)).Where(unit => unit.Unit != "p").Select(unit => (unit.Unit, unit.Name, unit.Parent, Made: unit.PredecessorList() is { } made ? string.Join('+', made) : null))
            .ShouldBe([("ab", "Phường AB", "p", "a+b"), ("c1", "Xã C Đông", "p", "c"), ("c2", "Xã C Tây", "p", "c"), ("d", "Phường D", "p", null)]);
        (await test.Installation.Units.OnAsync(July, First.AddDays(5), Cancel)).Length.ShouldBe(5); // nobody knew yet
    }

    [Fact]
    public async Task A_unit_begins_without_one_before_and_another_closes_without_one_after()
    {
        using var test = await TestInstallation.NewAsync(Kind.Sqlite, postgres);
        await ImportAsync(test, First, Row("p", "Tỉnh"), Row("a", "Xã A", "p"));
        var wanted = Must(Reorganisation.Read(File("from,to,name,kind,parent\na,,,,\n,n,Đặc khu N,Đặc khu,p\n"), July));

        Must(await Reorganising(test).ReorganiseAsync(wanted, At(Later), Cancel));

        (await OnAsync(test, July)).Select(unit => (unit.Unit, unit.Kind, unit.Parent, Made: unit.PredecessorList()?.Length)).ShouldBe([("n", "Đặc khu", "p", 0), ("p", "Xã", "", null)]);
    }

    [Theory]
    [InlineData("a,ab,AB\nkhong,ab,AB\n", "units.not-there")]
    [InlineData("a,b,B\n", "units.taken")]
    [InlineData("a,ab,AB\nb,ab,BA\n", "units.two-names")]
    [InlineData("p,p2,Tỉnh mới\n", "units.left-behind")]
    [InlineData("n,n2,Mới\n", "units.begun-that-day")]
    [InlineData("e,e2,Khác\n", "units.changes-later")]
    [InlineData("a,a/b,AB\n", "value.code-form")]
    [InlineData("a,,AB\n", "table.missing-value")]
    [InlineData("a,,\na,ab,AB\n", "units.closed-and-continued")]
    [InlineData(",b,B\n", "units.taken")]
    public async Task A_reorganisation_that_cant_be_is_refused_whole(string rows, string code)
    {
        using var test = await TestInstallation.NewAsync(Kind.Sqlite, postgres);
        await ImportAsync(test, First, Row("p", "Tỉnh"), Row("a", "Xã A", "p"), Row("b", "Xã B", "p"), Row("n", "Mới", "p") with { From = July }, Row("e", "Xã E", "p") with { Until = July.AddDays(30) });
        var before = await OnAsync(test, July);

        var read = Reorganisation.Read(File("from,to,name\n" + rows), July);
        var problems = read.TryGet(out var wanted) ? (await Reorganising(test).ReorganiseAsync(wanted, At(Later), Cancel)).Problems : read.Problems;

        problems.ShouldNotBeEmpty();
        problems.ShouldAllBe(problem => problem.Code == code);
        (await OnAsync(test, July)).Select(unit => unit.Id).ShouldBe(before.Select(unit => unit.Id));
    }

    [Theory]
    [InlineData("code,name,parent\na,A,khong\n", "units.unknown-parent")]
    [InlineData("code,name,parent\na,A,b\nb,B,a\n", "units.cycle")]
    [InlineData("code,name,parent\na,A,a\n", "units.cycle")]
    [InlineData("code,name,valid_from,valid_to\na,A,,\na,B,2025-07-01,\n", "units.overlap")]
    [InlineData("code,name,valid_from,valid_to\na,A,2025-07-01,2025-06-30\n", "units.order")]
    [InlineData("code,name,valid_from\na,A,hôm qua\n", "value.not-a-date")]
    [InlineData("ma,name\na,A\n", "table.missing-column")]
    public async Task A_register_that_contradicts_itself_is_refused_whole(string text, string code)
    {
        using var test = await TestInstallation.NewAsync(Kind.Sqlite, postgres);
        var read = RegisterReader.Read(File(text));
        var problems = read.TryGet(out var rows) ? (await test.Installation.Units.ImportAsync(rows, At(First), Cancel)).Problems : read.Problems;

        problems.ShouldNotBeEmpty();
        problems.ShouldAllBe(problem => problem.Code == code);
        (await OnAsync(test, July)).ShouldBeEmpty();
    }

    [Fact]
    public void A_month_alone_is_its_first_day_or_its_last() =>
        Must(RegisterReader.Read(File("code,name,valid_from,valid_to\na,A,2024-03,2025-02\n"))).Single().ShouldSatisfyAllConditions(
            row => row.From.ShouldBe(new(2024, 3, 1)), row => row.Until.ShouldBe(new(2025, 3, 1)));

    /// <summary>Random corrections and reorganisations one after the other: no day ever shows a unit twice, and no past moment ever changes.</summary>
    [Fact]
    public async Task No_sequence_of_changes_shows_a_unit_twice_or_alters_the_past()
    {
        var seeds = new List<int>();
        Gen.Int[0, 1_000_000].Sample(seeds.Add, iter: 8);
        foreach (var seed in seeds)
            await ChangeAtRandomAsync(new Random(seed));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Successions Reorganising(TestInstallation test) => new(test.Installation.Database, new(test.Installation.Database, test.Installation.Live), test.Installation.Live);

    private async Task ChangeAtRandomAsync(Random random)
    {
        using var test = await TestInstallation.NewAsync(Kind.Sqlite, postgres);
        await ImportAsync(test, First, [.. Enumerable.Range(0, 8).Select(unit => Row($"u{unit}", $"Xã {unit}"))]);
        var seen = new List<(DateTime At, DateOnly Day, string Units)>();
        for (var step = 1; step <= 12; step++)
        {
            var (at, day) = (First.AddHours(step), July.AddDays(random.Next(200)));
            var there = await OnAsync(test, day);
            var (one, other) = (there[random.Next(there.Length)], there[random.Next(there.Length)]);
            var to = random.Next(2) == 0 ? one.Unit : $"m{step}";
            ImmutableArray<ReorganisationArrow> arrows = [.. new[] { one.Unit, other.Unit }.Distinct().Select(from => new ReorganisationArrow("", from, to, $"Phường {step}", "", "", ""))];
            await Reorganising(test).ReorganiseAsync(new(day, arrows), At(at), Cancel); // some are refused, and change nothing

            foreach (var probe in Enumerable.Range(0, 5).Select(_ => July.AddDays(random.Next(-10, 220))))
            {
                var units = await test.Installation.Units.OnAsync(probe, at, Cancel);
                units.Select(unit => unit.Unit).ShouldBeUnique();
                seen.Add((at, probe, Said(units)));
            }
        }

        foreach (var (at, day, units) in seen)
            Said(await test.Installation.Units.OnAsync(day, at, Cancel)).ShouldBe(units);
    }

    private static string Said(ImmutableArray<UnitFact> units) => string.Join('|', units.Select(unit => $"{unit.Unit} {unit.Name}"));

    private static T Must<T>(Result<T> result)
    {
        result.Problems.ShouldBeEmpty();
        result.TryGet(out var value).ShouldBeTrue();
        return value!; // asserted just above
    }

    private static RegisterRow Row(string unit, string name, string parent = "") => new("", unit, name, "", "Xã", parent, null, null, null, "");

    private static Change At(DateTime at) => new(Guid.Empty, Guid.Empty, at, "NQ 1");

    private static async Task ImportAsync(TestInstallation test, DateTime at, params ImmutableArray<RegisterRow> rows) => Must(await test.Installation.Units.ImportAsync(rows, At(at), Cancel));

    private static Task<ImmutableArray<UnitFact>> OnAsync(TestInstallation test, DateOnly day) => test.Installation.Units.OnAsync(day, null, Cancel);

    private string File(string text)
    {
        var path = Path.Combine(folder, "bang.csv");
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
