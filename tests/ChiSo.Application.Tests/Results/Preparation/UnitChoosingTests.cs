using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results;

/// <summary>Who takes part in a block, chosen in the browser while a round is prepared, on both databases.</summary>
public sealed class UnitChoosingTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Units_leave_join_from_the_register_and_are_told_of_as_files_tell(Kind kind)
    {
        using var fixture = await NewAsync(kind);
        var choice = await ChoiceAsync(fixture);
        var before = choice.Block;
        before.History.ShouldContain(result => result.Unit == "tuphap");
        choice.Others.Select(unit => unit.Code).ShouldBe(["92", "dan-toc", "hop-nhat", "sap-het"], "noivu is in the block already, da-het is no more");
        choice.Others.Single(unit => unit.Code == "sap-het").Ends.ShouldBe(new DateOnly(2024, 7, 1));
        choice.Others.Where(unit => unit.Matches("so HỢP")).ShouldBeEmpty("marks count");
        choice.Others.Where(unit => unit.Matches("sở hợp cần thơ")).ShouldHaveSingleItem().Code.ShouldBe("hop-nhat", "kind and the unit above are looked at too");
        var typed = Typed(choice, "unit.tuphap", "", "unit.khdt", "", "unit.hop-nhat", "yes", "place.noivu", "90", "excluded_vi.noivu", "Cơ quan thường trực", "excluded_en.noivu", "Standing office", "changed.noivu", "yes",
            "more.0.code", "ngoai", "more.0.name_vi", "Đơn vị ngoài danh mục", "more.3.code", " ");

        var round = PreparedFixture.Must(await ChooseAsync(fixture, typed));

        var block = round.Blocks[0];
        block.Units.Select(unit => unit.Code).ShouldBe([.. before.Units.Select(unit => unit.Code).Where(code => code is not ("noivu" or "tuphap" or "khdt")), "noivu", "hop-nhat", "ngoai"]);
        var office = block.Units.Single(unit => unit.Code == "noivu");
        office.Excluded.ShouldBe(new Words("Cơ quan thường trực", "Standing office"));
        office.Changed.ShouldBeTrue();
        block.Units.Single(unit => unit.Code == "hop-nhat").Predecessors.ShouldBe(["tuphap", "khdt"], "by code and by name, where the block had them");
        block.History.Where(result => result.Unit is "tuphap" or "khdt").ShouldNotBeEmpty("earlier results stay with the unit they became part of");
        (await fixture.RoundAsync()).ShouldBe(round, new AsText<RoundDocument>());
        PreparedFixture.Must(await ChooseAsync(fixture, new(UnitForm.Of(block)))).ShouldBe(round, new AsText<RoundDocument>());

        PreparedFixture.Must(await ChooseAsync(fixture, Typed(await ChoiceAsync(fixture), "unit.hop-nhat", ""))).Blocks[0].History.ShouldNotContain(result => result.Unit == "tuphap");
        await using var context = fixture.Test.Installation.Database.Open();
        var acts = await context.AuditLinks.Where(link => link.Chain == Trail.OfRound(PreparedFixture.Code)).OrderBy(link => link.Sequence).Select(link => link.Act).ToListAsync(Cancel);
        acts.ShouldBe(["round.rolled-over", "round.units-chosen", "round.units-chosen"], "the same again changes nothing");
        acts.ShouldAllBe(act => ActWords.Of(act).Vi != act);
        (await fixture.Test.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task The_first_level_of_a_unit_that_leaves_goes_with_it()
    {
        using var fixture = await NewAsync(Kind.Sqlite);
        var seen = (await fixture.Preparation.FindAsync(PreparedFixture.Code, Cancel)).ShouldNotBeNull().Version;
        PreparedFixture.Must(await fixture.Test.Installation.FirstLevelDeclaring.DeclareAsync(PreparedFixture.Code, PreparedFixture.Block, new Dictionary<string, string> { ["u.noivu"] = "Phòng A", ["u.tuphap"] = "Phòng B" }, seen, PreparedFixture.By(), Cancel));
        PreparedFixture.Must(await ChooseAsync(fixture, Typed(await ChoiceAsync(fixture), "unit.noivu", ""))).Blocks[0].FirstLevel.ShouldNotBeNull().ShouldHaveSingleItem().Unit.ShouldBe("tuphap");
        (await fixture.RoundAsync()).Stages.ShouldContain(Stages.FirstLevel);
        var left = PreparedFixture.Must(await ChooseAsync(fixture, Typed(await ChoiceAsync(fixture), "unit.tuphap", "")));
        left.Blocks[0].FirstLevel.ShouldBeNull();
        left.Stages.ShouldNotContain(Stages.FirstLevel, "it goes with the last row, as where the rows are named");
        (await fixture.RoundAsync()).ShouldBe(left, new AsText<RoundDocument>());
    }

    [Fact]
    public async Task What_is_wrong_is_told_at_its_field_all_at_once_and_changes_nothing()
    {
        using var fixture = await NewAsync(Kind.Sqlite);
        var before = await fixture.RoundAsync();
        var typed = Typed(await ChoiceAsync(fixture), "name_vi.noivu", " ", "predecessors.tuphap", "tuphap", "marks.khdt", "không có", "more.0.code", "a/b", "more.0.name_vi", "Sở A", "more.1.code", "b");
        (await ChooseAsync(fixture, typed)).Problems.Select(problem => $"{problem.Code}@{problem.Where}").Order(StringComparer.Ordinal).ShouldBe(
            ["form.row-incomplete@more.1", "prepare.no-name@name_vi.noivu", "unit.own-predecessor@predecessors.tuphap", "unit.unknown-mark@marks.khdt", "value.code-form@unit.a/b"]);
        (await ChooseAsync(fixture, [])).Problems.Select(problem => problem.Code).ShouldContain("round.no-units");
        (await fixture.RoundAsync()).ShouldBe(before, new AsText<RoundDocument>());
    }

    [Fact]
    public async Task A_round_that_moved_on_is_not_changed()
    {
        using var fixture = await NewAsync(Kind.Sqlite);
        var choice = await ChoiceAsync(fixture);
        var typed = Typed(choice, "unit.noivu", "");
        PreparedFixture.Must(await ChooseAsync(fixture, typed));
        var choosing = Choosing(fixture);
        PreparedFixture.Must(await choosing.ChooseAsync(PreparedFixture.Code, PreparedFixture.Block, typed, choice.Version, PreparedFixture.By(), Cancel)); // a double click
        typed["unit.tuphap"] = "";
        (await choosing.ChooseAsync(PreparedFixture.Code, PreparedFixture.Block, typed, choice.Version, PreparedFixture.By(), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("prepare.overtaken");
        (await choosing.ChooseAsync(PreparedFixture.Code, "khong-co", typed, "", PreparedFixture.By(), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("round.unknown");
        (await choosing.ChooseAsync(PreparedFixture.Last, PreparedFixture.Block, typed, "", PreparedFixture.By(), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("round.frozen");
        (await choosing.ChooseAsync("khong-co", PreparedFixture.Block, typed, "", PreparedFixture.By(), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("round.unknown");
        (await choosing.FindAsync(PreparedFixture.Last, PreparedFixture.Block, Cancel)).ShouldBeNull();
        (await fixture.RoundAsync()).Blocks[0].Units.ShouldContain(unit => unit.Code == "tuphap");
    }

    private static UnitChoosing Choosing(PreparedFixture fixture) => new(fixture.Test.Installation.Database, fixture.Test.Installation.Units);

    private static async Task<UnitChoice> ChoiceAsync(PreparedFixture fixture) => (await Choosing(fixture).FindAsync(PreparedFixture.Code, PreparedFixture.Block, Cancel)).ShouldNotBeNull();

    private static async Task<Result<RoundDocument>> ChooseAsync(PreparedFixture fixture, Dictionary<string, string> typed) =>
        await Choosing(fixture).ChooseAsync(PreparedFixture.Code, PreparedFixture.Block, typed, (await ChoiceAsync(fixture)).Version, PreparedFixture.By(), Cancel);

    private static Dictionary<string, string> Typed(UnitChoice choice, params string[] namesAndTexts)
    {
        var fields = new Dictionary<string, string>(UnitForm.Of(choice.Block));
        foreach (var pair in namesAndTexts.Chunk(2))
            fields[pair[0]] = pair[1];
        return fields;
    }

    /// <summary>With a register of a few units.</summary>
    private async Task<PreparedFixture> NewAsync(Kind kind)
    {
        var fixture = await PreparedFixture.NewAsync(kind, postgres);
        RegisterRow Row(string unit, string name, string predecessors = "") => new("", unit, name, "", unit == "92" ? "Thành phố" : "Sở", unit == "92" ? "" : "92", null, null, predecessors, "");
        var planning = (await fixture.RoundAsync()).Blocks[0].Units.Single(unit => unit.Code == "khdt").Name.Vi;
        PreparedFixture.Must(await fixture.Test.Installation.Units.ImportAsync(
        [
            Row("92", "Thành phố Cần Thơ"), Row("noivu", "Sở Nội vụ"), Row("hop-nhat", "Sở Hợp nhất", $"tuphap; {planning}; khong-ro"), Row("dan-toc", "Ban Dân tộc"),
            Row("da-het", "Sở Đã hết") with { Until = new(2023, 7, 1) }, Row("sap-het", "Sở Sắp hết") with { Until = new(2024, 7, 1) },
        ], PreparedFixture.By(), Cancel));
        return fixture;
    }
}
