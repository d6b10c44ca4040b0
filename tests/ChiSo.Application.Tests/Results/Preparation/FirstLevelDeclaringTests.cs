using ChiSo.Application.Audit;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results;

/// <summary>Who appraises at the first level, named in the browser while a round is prepared, on both databases.</summary>
public sealed class FirstLevelDeclaringTests(PostgresServer postgres)
{
    private const string Body = "Phòng Nội vụ quận Ninh Kiều";
    private const string Line = "TC_XD_TD";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Rows_are_kept_with_their_stage_and_both_go_with_the_last_row(Kind kind)
    {
        using var fixture = await PreparedFixture.NewAsync(kind, postgres);
        var before = await fixture.RoundAsync();
        Dictionary<string, string> typed = new() { ["u.noivu"] = $" {Body} ", ["p.0.unit"] = "noivu", ["p.0.node"] = Line, ["p.0.body"] = "Sở Tư pháp", ["p.4.unit"] = "", ["p.4.body"] = " " };
        var declared = PreparedFixture.Must(await DeclareAsync(fixture, typed));
        var round = await fixture.RoundAsync();
        round.ShouldBe(declared, new AsText<RoundDocument>());
        round.Blocks[0].FirstLevel.ShouldNotBeNull().ShouldBe([new("noivu", Body), new("noivu", "tuphap", new(Line))]);
        round.Stages.ShouldBe([Stages.Self, Stages.FirstLevel, .. before.Stages.Skip(1)]);
        FirstLevelForm.Of(round, round.Blocks[0])["p.0.body"].ShouldBe("Sở Tư pháp", "people read names, not codes");
        PreparedFixture.Must(await DeclareAsync(fixture, FirstLevelForm.Of(round, round.Blocks[0]))).ShouldBe(round, new AsText<RoundDocument>());

        PreparedFixture.Must(await DeclareAsync(fixture, new Dictionary<string, string>()));
        (await fixture.RoundAsync()).ShouldBe(before, new AsText<RoundDocument>());
        await using var context = fixture.Test.Installation.Database.Open();
        var acts = await context.AuditLinks.Where(link => link.Chain == Trail.OfRound(PreparedFixture.Code)).OrderBy(link => link.Sequence).Select(link => link.Act).ToListAsync(Cancel);
        acts.ShouldBe(["round.rolled-over", "round.first-level-declared", "round.first-level-declared"], "the same again changes nothing");
        acts.ShouldAllBe(act => ActWords.Of(act).Vi != act);
        (await fixture.Test.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_wrong_is_told_at_its_row_all_at_once_and_changes_nothing()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        var before = await fixture.RoundAsync();
        Dictionary<string, string> typed = new()
        {
            ["u.noivu"] = "Sở Nội vụ", ["u.tuphap"] = Body, ["p.0.unit"] = "tuphap", ["p.0.node"] = Line, ["p.0.body"] = Body, ["p.1.unit"] = "tuphap", ["p.1.node"] = Line, ["p.1.body"] = "Phòng B",
            ["p.2.unit"] = "tuphap", ["p.2.body"] = "Phòng C", ["p.3.node"] = Line, ["p.3.body"] = Body, ["p.4.unit"] = "noivu", ["p.4.node"] = "KHONG_CO", ["p.4.body"] = Body,
        };
        (await DeclareAsync(fixture, typed)).Problems.Select(problem => $"{problem.Code}@{problem.Where}").Order(StringComparer.Ordinal).ShouldBe(
            ["criteria.unknown@p.4", "first-level.own-unit@u.noivu", "first-level.twice@p.1", "form.row-incomplete@p.2", "form.row-incomplete@p.3"]);
        (await fixture.RoundAsync()).ShouldBe(before, new AsText<RoundDocument>());
    }

    [Fact]
    public async Task Units_of_one_name_are_shown_with_their_codes_and_found_by_them()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        var round = await fixture.RoundAsync();
        var (first, second, third) = (round.Blocks[0].Units[0], round.Blocks[0].Units[1], round.Blocks[0].Units[2]);
        var block = round.Blocks[0] with { Units = [first, second, third with { Name = second.Name }], FirstLevel = [new(first.Code, third.Code)] };
        var shared = round with { Blocks = [block] };
        var shown = $"{second.Name.Vi} ({third.Code})";

        FirstLevelForm.BodiesOf(shared).ShouldBe([shown, first.Name.Vi, $"{second.Name.Vi} ({second.Code})"]);
        var fields = FirstLevelForm.Of(shared, block);
        fields[FirstLevelForm.NameOf(first.Code)].ShouldBe(shown);
        FirstLevelForm.Read(fields, shared, block, []).ShouldHaveSingleItem().Row.Appraiser.ShouldBe(third.Code);
    }

    [Fact]
    public async Task A_round_that_moved_on_is_not_changed()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        Dictionary<string, string> typed = new() { ["u.noivu"] = Body };
        var seen = (await fixture.Preparation.FindAsync(PreparedFixture.Code, Cancel)).ShouldNotBeNull().Version;
        PreparedFixture.Must(await DeclareAsync(fixture, typed));
        PreparedFixture.Must(await DeclareAsync(fixture, typed, seen)); // a double click
        typed["u.noivu"] = "Phòng khác";
        (await DeclareAsync(fixture, typed, seen)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prepare.overtaken");
        (await DeclareAsync(fixture, typed, block: "khong-co")).Problems.ShouldHaveSingleItem().Code.ShouldBe("round.unknown");
        var declaring = fixture.Test.Installation.FirstLevelDeclaring;
        (await declaring.DeclareAsync(PreparedFixture.Last, PreparedFixture.Block, new Dictionary<string, string>(), "", PreparedFixture.By(), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("round.frozen");
        (await declaring.DeclareAsync("khong-co", PreparedFixture.Block, new Dictionary<string, string>(), "", PreparedFixture.By(), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("round.unknown");
        (await fixture.RoundAsync()).Blocks[0].FirstLevel.ShouldNotBeNull().ShouldHaveSingleItem().Appraiser.ShouldBe(Body);
    }

    private static async Task<Result<RoundDocument>> DeclareAsync(PreparedFixture fixture, IReadOnlyDictionary<string, string> typed, string? seen = null, string block = PreparedFixture.Block)
    {
        var prepared = (await fixture.Preparation.FindAsync(PreparedFixture.Code, Cancel)).ShouldNotBeNull();
        return await fixture.Test.Installation.FirstLevelDeclaring.DeclareAsync(PreparedFixture.Code, block, typed, seen ?? prepared.Version, PreparedFixture.By(), Cancel);
    }
}
