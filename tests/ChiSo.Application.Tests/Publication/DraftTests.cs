using ChiSo.Application.Assessment;
using ChiSo.Application.Json;
using ChiSo.Application.Publication;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Publication;

/// <summary>A round as it stands now is what a reading from nothing gives, whatever was kept from the reading before.</summary>
public sealed class DraftTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_was_handed_in_since_is_added_to_what_was_read_before(Kind kind)
    {
        using var made = await OpenRound.NewAsync(kind, postgres);
        (await ResultAsync(made)).ShouldBe(await ReadAnewAsync(made), "before anything was handed in");

        await made.FillAsync();
        (await ResultAsync(made)).ShouldBe(await ReadAnewAsync(made), "drafts don't count");
        var before = await ResultAsync(made);

        OpenRound.Must(await made.MoveAsync(made.Leader, SheetStep.HandIn));
        (await ResultAsync(made)).ShouldNotBe(before);
        (await ResultAsync(made)).ShouldBe(await ReadAnewAsync(made), "handed in");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_clock_that_was_set_back_hides_nothing(Kind kind)
    {
        using var made = await OpenRound.NewAsync(kind, postgres);
        await made.FillAsync();
        OpenRound.Must(await made.MoveAsync(made.Leader, SheetStep.HandIn));
        var whole = await ResultAsync(made);

        await StampAsync(made, null);
        (await ResultAsync(made)).ShouldNotBe(whole, "a line less");
        (await ResultAsync(made)).ShouldBe(await ReadAnewAsync(made));

        await StampAsync(made, made.Clock.Now.UtcDateTime.AddDays(-9));
        (await ResultAsync(made)).ShouldBe(whole);
    }

    /// <summary>Gives one line another instant of handing in, as a clock that was set back or a restored row would.</summary>
    private static Task<int> StampAsync(OpenRound made, DateTime? at) => made.Installation.Database.WriteAsync(
        context => context.Positions.Where(row => row.Unit == OpenRound.Unit && row.Criterion == new CriterionCode("TC_XD_TD")).ExecuteUpdateAsync(set => set.SetProperty(row => row.HandedIn, at), Cancel), Cancel);

    private static Task<string> ResultAsync(OpenRound made) => TextAsync(made.Installation.Drafts);

    private static Task<string> ReadAnewAsync(OpenRound made) =>
        TextAsync(new RoundDrafts(made.Installation.Database, made.Installation.Live, made.Installation.Sets, made.Clock));

    private static async Task<string> TextAsync(RoundDrafts drafts)
    {
        var draft = (await drafts.ReadAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
        return EngineJson.ToText(draft.Blocks.Select(block => new { block.Computed.Input.Entries, block.Computed.Result.Units, block.Moves }));
    }
}
