using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Results;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>Steps a round or a sheet is not ready for, or no more: each is told with its place.</summary>
public sealed class RefusedStepTests(PostgresServer postgres)
{
    private const string Line = "TC_XD_TD";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_round_opens_once_with_dates_and_after_a_proposal()
    {
        using var fixture = await PreparedFixture.NewAsync(Kind.Sqlite, postgres);
        await fixture.PublishAsync();
        var calendar = fixture.Test.Installation.Calendar;
        Told((await calendar.ProposeOpeningAsync(PreparedFixture.Code, PreparedFixture.By(), Cancel)).Problems).ShouldBe($"round.no-dates@{PreparedFixture.Code}");
        Told((await calendar.OpenAsync(PreparedFixture.Code, PreparedFixture.By(), Cancel)).Problems).ShouldBe($"round.not-proposed@{PreparedFixture.Code}");
        PreparedFixture.Must(await calendar.SetAsync(PreparedFixture.Code, [new(Stages.Self, DateTime.UnixEpoch, DateTime.UnixEpoch.AddDays(1))], PreparedFixture.By(), Cancel));
        PreparedFixture.Must(await calendar.ProposeOpeningAsync(PreparedFixture.Code, PreparedFixture.By(), Cancel));
        PreparedFixture.Must(await calendar.OpenAsync(PreparedFixture.Code, PreparedFixture.By(), Cancel));
        Told((await calendar.ProposeOpeningAsync(PreparedFixture.Code, PreparedFixture.By(), Cancel)).Problems).ShouldBe($"round.open-already@{PreparedFixture.Code}");
        Told((await calendar.OpenAsync(PreparedFixture.Code, PreparedFixture.By(), Cancel)).Problems).ShouldBe($"round.open-already@{PreparedFixture.Code}");
    }

    [Fact]
    public async Task More_time_needs_a_ground_and_dates_to_move()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        async Task<string> ExtendAsync(string stage, string ground) =>
            Told((await round.Installation.Calendar.ProposeExtensionAsync(OpenRound.Code, new(OpenRound.Unit, stage, round.Clock.Now.UtcDateTime.AddDays(90), ground), round.By(Guid.CreateVersion7()), Cancel)).Problems);
        (await ExtendAsync(Stages.Self, " ")).ShouldBe("extension.no-ground@ground");
        (await ExtendAsync(Stages.Council, "CV 1")).ShouldBe("round.no-dates@council");
    }

    [Fact]
    public async Task Nothing_is_entered_given_or_dated_once_the_results_are_frozen()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        await round.FreezeAsync();
        Told((await round.SaveAsync(round.Officer, Line, 0, "a=5;b=5")).Problems).ShouldStartWith("sheet.round-not-open@");
        Told((await round.Installation.Internal.AssignAsync(new(OpenRound.Code, OpenRound.Block, OpenRound.Unit), new(new("TC"), 0, "Phòng Một", null, null), round.Officer, Cancel)).Problems).ShouldBe("internal.frozen@Sở Nội vụ");
        Told((await round.Installation.Days.DeclareAsync(OpenRound.Code, new(new(2025, 4, 30), new(2025, 4, 30), DayKind.Off, "TB 1"), round.By(Guid.CreateVersion7()), Cancel)).Problems).ShouldBe($"round.closed@{OpenRound.Code}");
        (await round.SheetAsync()).Positions.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_save_over_what_nobody_entered_is_not_taken()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        Told((await round.SaveAsync(round.Officer, Line, 3, "a=5;b=5")).Problems).ShouldStartWith("sheet.never-seen@");
        (await round.SheetAsync()).Positions.ShouldBeEmpty();
    }

    [Fact]
    public async Task Figures_nobody_filled_in_are_neither_confirmed_nor_disputed()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var line = new LineAddress(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Self, new(Line));
        Told((await round.Installation.PrefilledFigures.ConfirmAsync(line, new(0, "", ImmutableDictionary<string, string>.Empty, "", ""), round.Officer, DecimalMark.Comma, Cancel)).Problems).ShouldStartWith("prefilled.none@");
        Told((await round.Installation.PrefilledFigures.DisputeAsync(line, new("a", "", 0, "5", "Sổ"), round.Officer, DecimalMark.Comma, Cancel)).Problems).ShouldStartWith("prefilled.unknown@");
    }

    [Fact]
    public async Task In_time_is_recorded_only_where_a_rule_says_what_late_is()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var block = (await round.SheetAsync()).Block.Name.Vi;
        Told((await round.Installation.Late.RecordInTimeAsync(OpenRound.Code, OpenRound.Block, round.By(Guid.CreateVersion7()), "thử", Cancel)).Problems).ShouldBe($"late.no-rule@{block}");
    }

    [Fact]
    public async Task A_question_is_answered_only_while_its_stage_is_open()
    {
        using var round = await OpenRound.NewAsync(Kind.Sqlite, postgres);
        var ask = new Ask { BlockId = (await round.SheetAsync()).Block.Id, Unit = OpenRound.Unit, Criterion = new(Line), Stage = Stages.FirstReview, Kind = AskKind.Clarify, Text = "Làm rõ", By = "thử", Person = Guid.Empty, AskedAt = round.Clock.Now.UtcDateTime };
        await round.Installation.Database.WriteAsync(context => Task.FromResult(context.Add(ask).Entity.Id), Cancel);
        async Task<string> AnswerAsync() => Told((await round.Installation.Asks.AnswerAsync(OpenRound.Code, OpenRound.Block, OpenRound.Unit, ask.Id, "Đã gửi", round.Officer, Cancel)).Problems);
        (await AnswerAsync()).ShouldBe("ask.stage-closed@Sở Nội vụ");
        await round.DateAsync(Stages.FirstReview, 0, 5);
        (await AnswerAsync()).ShouldBeEmpty();
    }

    private static string Told(IEnumerable<Problem> problems) => string.Join(' ', problems.Select(problem => $"{problem.Code}@{problem.Where}"));
}
