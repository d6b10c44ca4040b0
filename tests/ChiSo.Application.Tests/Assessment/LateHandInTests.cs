using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Desk;
using ChiSo.Application.People;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Assessment;

/// <summary>The last hour before a deadline and what comes after it, on both databases, in Vietnam's time: the second that decides, extensions, two people at once, and the deduction.</summary>
public sealed class LateHandInTests(PostgresServer postgres)
{
    private const string Line = "DT_CHAM";

    /// <summary>The end of 31 January in Vietnam.</summary>
    private static readonly DateTime Deadline = VietnamTime.Utc(new(2025, 2, 1));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    public static TheoryData<string, int> Seconds => new()
    {
        { "31/01/2025 23:00:00", 0 }, { "31/01/2025 23:59:59", 0 }, { "01/02/2025 00:00:00", 1 }, { "01/02/2025 00:00:01", 1 }, { "01/02/2025 23:59:59", 1 }, { "02/02/2025 00:00:00", 2 }, { "05/02/2025 23:59:59", 5 },
    };

    [Theory]
    [MemberData(nameof(Seconds))]
    public async Task The_second_decides(string local, int count)
    {
        using var round = await MadeAsync(Kind.Sqlite);
        At(round, local);
        OpenRound.Must(await round.MoveAsync(round.Leader, SheetStep.HandIn));
        ((await RowAsync(round)).Late?.Proposed ?? 0).ShouldBe(count);
        (await FinalAsync(round)).ShouldBeNull("a proposal takes nothing away");
    }

    [Fact]
    public async Task After_the_last_day_nothing_is_taken_and_without_a_rule_nothing_is_taken_late()
    {
        using var round = await MadeAsync(Kind.Sqlite);
        At(round, "06/02/2025 00:00:00");
        (await round.MoveAsync(round.Leader, SheetStep.HandIn)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.stage-closed");
        using var without = await MadeAsync(Kind.Sqlite, rule: false);
        At(without, "01/02/2025 00:00:00");
        (await without.MoveAsync(without.Leader, SheetStep.HandIn)).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.stage-closed");
        (await without.SaveAsync(without.Officer, "TC_XD_TD", 1, "a=1;b=5")).Problems.ShouldHaveSingleItem().Code.ShouldBe("sheet.stage-closed");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_extension_moves_the_second_for_its_unit(Kind kind)
    {
        using var round = await MadeAsync(kind);
        var until = Deadline.AddDays(3);
        var extension = OpenRound.Must(await round.Installation.Calendar.ProposeExtensionAsync(OpenRound.Code, new(OpenRound.Unit, Stages.Self, until, "Công văn số 8"), round.By(Guid.CreateVersion7()), Cancel));
        OpenRound.Must(await round.Installation.Calendar.ApproveExtensionAsync(OpenRound.Code, extension.Id, round.By(Guid.CreateVersion7()), Cancel));
        At(round, "03/02/2025 23:59:59");
        (await round.SheetAsync()).IsLateAt(round.Clock.Now.UtcDateTime).ShouldBeFalse();
        At(round, "04/02/2025 00:00:00");
        OpenRound.Must(await round.SaveAsync(round.Officer, "TC_XD_TD", 1, "a=1;b=5")); // late, and still taken
        OpenRound.Must(await round.MoveAsync(round.Leader, SheetStep.HandIn));
        var late = (await RowAsync(round)).Late.ShouldNotBeNull();
        (late.Due, late.Proposed).ShouldBe((until, 1));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Of_two_people_at_the_same_second_one_hands_in_and_one_deduction_is_proposed(Kind kind)
    {
        using var round = await MadeAsync(kind);
        var second = await round.PersonAsync("pho", Role.UnitLeader, OpenRound.Unit);
        At(round, "01/02/2025 00:00:00");
        var moves = await Task.WhenAll(new[] { round.Leader, second, round.Leader, second }.Select(person => Task.Run(() => round.MoveAsync(person, SheetStep.HandIn))));
        moves.Count(move => move.Problems.IsEmpty).ShouldBe(1);
        moves.SelectMany(move => move.Problems).Select(problem => problem.Code).Distinct().ShouldHaveSingleItem().ShouldBe("sheet.wrong-step");
        await using var context = round.Installation.Database.Open();
        (await context.LateHandIns.CountAsync(Cancel)).ShouldBe(1);
        (await context.UnitStages.CountAsync(move => move.State == SheetState.HandedIn, Cancel)).ShouldBe(1);
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_the_office_confirms_stands_as_its_own_line_and_can_be_turned_round(Kind kind)
    {
        using var round = await MadeAsync(kind);
        At(round, "03/02/2025 08:00:00");
        OpenRound.Must(await round.MoveAsync(round.Leader, SheetStep.HandIn));
        var office = await round.PersonAsync("thuongtruc", Role.StandingOffice, "");
        (await round.Desk.OfAsync(office, Cancel)).Single(work => work.Kind == WorkKind.ConfirmLate).Left.ShouldBe(1);
        (await ConfirmAsync(round, 1, 4, "")).Problems.ShouldHaveSingleItem().Code.ShouldBe("late.count");
        (await ConfirmAsync(round, 1, 2, " ")).Problems.ShouldHaveSingleItem().Code.ShouldBe("late.no-reason");
        OpenRound.Must(await ConfirmAsync(round, 1, 2, "Trừ một ngày nghỉ lễ")).State.ShouldBe(LateState.Confirmed);
        (await round.Desk.OfAsync(office, Cancel)).ShouldNotContain(work => work.Kind == WorkKind.ConfirmLate);
        (await ToldAsync(round)).ShouldBe(["Đã xác nhận trừ điểm: tính 2. Lý do: Trừ một ngày nghỉ lễ"]);
        (await FinalAsync(round)).ShouldBe(new Entry.Figures([2]));
        (await PointsAsync(round)).ShouldBe(-0.5m);
        (await WaiveAsync(round, 1, "Mất điện")).Problems.ShouldHaveSingleItem().Code.ShouldBe("late.changed");
        (await WaiveAsync(round, 2, "")).Problems.ShouldHaveSingleItem().Code.ShouldBe("late.no-reason");
        OpenRound.Must(await WaiveAsync(round, 2, "Mất điện")).State.ShouldBe(LateState.Waived);
        (await ToldAsync(round)).ShouldBe(["Không trừ điểm. Lý do: Mất điện"]);
        (await PointsAsync(round)).ShouldBe(0);
        OpenRound.Must(await ConfirmAsync(round, 3, 3, ""));
        (await PointsAsync(round)).ShouldBe(-0.75m);
        await using var context = round.Installation.Database.Open();
        (await context.AuditLinks.Where(link => link.Act.StartsWith("late.")).OrderBy(link => link.Sequence).Select(link => link.Act).ToListAsync(Cancel)).ShouldBe(["late.rule-set", "late.proposed", "late.confirmed", "late.waived", "late.confirmed"]);
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Every_step_that_is_not_in_the_table_is_refused_and_changes_nothing()
    {
        foreach (var state in Enum.GetValues<LateState>())
        {
            using var round = await MadeAsync(Kind.Sqlite);
            At(round, "01/02/2025 08:00:00");
            OpenRound.Must(await round.MoveAsync(round.Leader, SheetStep.HandIn));
            if (state == LateState.Confirmed)
                OpenRound.Must(await ConfirmAsync(round, 1, 1, ""));
            if (state == LateState.Waived)
                OpenRound.Must(await WaiveAsync(round, 1, "Mất điện"));
            var before = (await RowAsync(round)).Late.ShouldNotBeNull();
            before.State.ShouldBe(state);
            foreach (var step in Enum.GetValues<LateStep>().Where(step => !LateStates.Allows(state, step)))
            {
                var refused = step == LateStep.Confirm ? await ConfirmAsync(round, before.Version, 1, "") : await WaiveAsync(round, before.Version, "Vì sao");
                refused.Problems.ShouldHaveSingleItem().Code.ShouldBe("late.wrong-step", $"{state} {step}");
                (await RowAsync(round)).Late!.Version.ShouldBe(before.Version); // it was late before
            }
        }
    }

    [Fact]
    public async Task Units_in_time_are_recorded_with_nothing_and_a_rule_needs_a_line_that_counts()
    {
        using var round = await MadeAsync(Kind.Sqlite);
        OpenRound.Must(await round.MoveAsync(round.Leader, SheetStep.HandIn));
        OpenRound.Must(await round.Installation.Late.RecordInTimeAsync(OpenRound.Code, OpenRound.Block, round.By(Guid.CreateVersion7()), "Cơ quan thường trực", Cancel)).ShouldBe(1);
        OpenRound.Must(await round.Installation.Late.RecordInTimeAsync(OpenRound.Code, OpenRound.Block, round.By(Guid.CreateVersion7()), "Cơ quan thường trực", Cancel)).ShouldBe(0);
        (await PointsAsync(round)).ShouldBe(0);
        (await SetRuleAsync(round, "TC_XD_TD", 5)).Problems.ShouldHaveSingleItem().Code.ShouldBe("late.no-line");
        (await SetRuleAsync(round, Line, 0)).Problems.ShouldHaveSingleItem().Code.ShouldBe("late.days");
        (await ConfirmAsync(round, 1, 1, "")).Problems.ShouldHaveSingleItem().Code.ShouldBe("late.unknown");
    }

    /// <summary>31 January 2025 is a Friday; the office declares Monday off, and the second Saturday worked in exchange.</summary>
    [Theory]
    [InlineData(Kind.Sqlite, "31/01/2025 23:59:59", null)]
    [InlineData(Kind.Sqlite, "01/02/2025 00:00:00", null)]
    [InlineData(Kind.Sqlite, "02/02/2025 23:59:59", null)]
    [InlineData(Kind.Sqlite, "03/02/2025 12:00:00", null)]
    [InlineData(Kind.Sqlite, "04/02/2025 00:00:00", 1)]
    [InlineData(Kind.Postgres, "06/02/2025 08:00:00", 3)]
    [InlineData(Kind.Postgres, "08/02/2025 23:59:59", 5)]
    [InlineData(Kind.Postgres, "09/02/2025 12:00:00", 5)]
    public async Task Working_days_leave_out_weekends_and_declared_days(Kind kind, string local, int? count)
    {
        using var round = await MadeAsync(kind);
        OpenRound.Must(await SetRuleAsync(round, Line, 20, LateCounting.EachStartedWorkingDay));
        var office = round.By(Guid.CreateVersion7());
        OpenRound.Must(await round.Installation.Days.DeclareAsync(OpenRound.Code, new(new(2025, 2, 3), new(2025, 2, 3), DayKind.Off, "Thông báo số 6150/TB"), office, Cancel)).ShouldBe(1);
        OpenRound.Must(await round.Installation.Days.DeclareAsync(OpenRound.Code, new(new(2025, 2, 8), new(2025, 2, 8), DayKind.Working, "Thông báo số 6150/TB"), office, Cancel)).ShouldBe(1);
        At(round, local);
        OpenRound.Must(await round.MoveAsync(round.Leader, SheetStep.HandIn));
        ((await RowAsync(round)).Late?.Proposed).ShouldBe(count);
        OpenRound.Must(await round.Installation.Late.RecordInTimeAsync(OpenRound.Code, OpenRound.Block, office, "Cơ quan thường trực", Cancel)).ShouldBe(count is null ? 1 : 0);
        if (count is null)
            (await RowAsync(round)).Standing.ShouldNotBeNull().Reason.ShouldContain(local.StartsWith("31", StringComparison.Ordinal) ? "Nộp đúng hạn" : "không chậm ngày làm việc nào");
    }

    [Fact]
    public void Once_counts_once()
    {
        var rule = new LateRule { BlockId = Guid.Empty, Line = new(Line), Counting = LateCounting.Once, Days = 5 };
        (rule.CountAt(Deadline, Deadline.AddTicks(-1), WorkDays.Usual), rule.CountAt(Deadline, Deadline, WorkDays.Usual), rule.CountAt(Deadline, Deadline.AddDays(4), WorkDays.Usual)).ShouldBe((0, 1, 1));
    }

    private static void At(OpenRound round, string local) =>
        round.Clock.Now = new(DateTime.ParseExact(local, "dd/MM/yyyy HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(7));

    private static async Task<LateRow> RowAsync(OpenRound round) =>
        (await round.Installation.Late.ReadAsync(OpenRound.Code, OpenRound.Block, Cancel)).ShouldNotBeNull().Rows.Single(row => row.Unit.Code == OpenRound.Unit);

    private static Task<Result<LateRule>> SetRuleAsync(OpenRound round, string line, int days, LateCounting counting = LateCounting.EachStartedDay) =>
        round.Installation.Late.SetRuleAsync(OpenRound.Code, OpenRound.Block, new(new(line), counting, days), round.By(Guid.CreateVersion7()), Cancel);

    private static Task<Result<LateHandIn>> ConfirmAsync(OpenRound round, int seen, int count, string reason) =>
        round.Installation.Late.ConfirmAsync(OpenRound.Code, OpenRound.Block, new(OpenRound.Unit, seen, reason), count, round.By(Guid.CreateVersion7()), "Cơ quan thường trực", Cancel);

    private static Task<Result<LateHandIn>> WaiveAsync(OpenRound round, int seen, string reason) =>
        round.Installation.Late.WaiveAsync(OpenRound.Code, OpenRound.Block, new(OpenRound.Unit, seen, reason), round.By(Guid.CreateVersion7()), "Cơ quan thường trực", Cancel);

    /// <summary>What the unit's people are told of the decision.</summary>
    private static async Task<IEnumerable<string?>> ToldAsync(OpenRound round) => (await round.Desk.OfAsync(round.Officer, Cancel)).Where(work => work.Kind == WorkKind.DecidedLate).Select(work => work.Told.Select(told => told.Vi).SingleOrDefault());

    /// <summary>The entry that counts on the deduction line; <c>null</c> while nobody said anything.</summary>
    private static async Task<Entry?> FinalAsync(OpenRound round)
    {
        var (input, leaf, unit) = await InputAsync(round);
        return input.Entries[(unit * input.Criteria.Leaves().Count()) + leaf];
    }

    /// <summary>What the deduction line gives the unit in the result.</summary>
    private static async Task<decimal> PointsAsync(OpenRound round)
    {
        var (input, _, unit) = await InputAsync(round);
        return Computation.Compute(input).ScoreOf(unit, input.Criteria.Nodes().ToList().FindIndex(node => node.Code.Value == Line));
    }

    private static async Task<(BlockInput Input, int Leaf, int Unit)> InputAsync(OpenRound round)
    {
        var document = (await round.Installation.Rounds.LoadAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
        var input = RoundSnapshot.ToInput(document, document.Blocks[0]);
        return (input, input.Criteria.Leaves().ToList().FindIndex(leaf => leaf.Code.Value == Line), input.Units.ToList().FindIndex(unit => unit.Code == OpenRound.Unit));
    }

    /// <summary>The first unit has filled its sheet; its deadline is the end of 31 January.</summary>
    private async Task<OpenRound> MadeAsync(Kind kind, bool rule = true)
    {
        var round = await OpenRound.NewAsync(kind, postgres);
        OpenRound.Must(await round.Installation.Calendar.SetAsync(OpenRound.Code, [new(Stages.Self, round.Clock.Now.UtcDateTime, Deadline)], round.By(Guid.Empty), Cancel));
        if (rule)
            OpenRound.Must(await SetRuleAsync(round, Line, 5));
        await round.FillAsync();
        return round;
    }
}
