using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Desk;
using ChiSo.Application.Json;
using ChiSo.Application.People;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Samples;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>A block appraised on two levels, on both databases: the first level decides first, the lead agencies see it, and what they confirm counts.</summary>
public sealed class TwoLevelTests(PostgresServer postgres)
{
    private const string Below = "phong-noi-vu-quan-ninh-kieu";

    private static readonly ReviewPart First = new(OpenRound.Code, OpenRound.Block, Stages.FirstLevel);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_first_level_decides_the_second_sees_it_and_what_the_second_confirms_counts(Kind kind)
    {
        using var made = await MadeAsync(kind);
        (await LineAsync(made, ReviewedRound.Part)).ShouldSatisfyAllConditions(line => line.State.ShouldBe(ReviewState.Waiting), line => line.IsAtFirstLevel.ShouldBeTrue(), line => ReviewStates.WordsOf(line).Vi.ShouldContain("cấp thứ nhất"));
        (await AppraiseAsync(made, ReviewedRound.Part, made.Lead, "a=4;b=5")).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.wrong-step", "it is with the first level");
        (await AppraiseAsync(made, First, made.Lead, "a=3;b=5")).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.not-allowed", "the lead agency has no part in the first level");
        (await AppraiseAsync(made, First, made.Appraiser, "a=2;b=5", " ")).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.no-reason");

        var claimed = await made.Round.FinalAsync();
        OpenRound.Must(await AppraiseAsync(made, First, made.Appraiser, "a=2;b=5", "Thiếu hai tờ trình"));
        OpenRound.Must(await made.Work.ConfirmAsync(First, await SeenAsync(made, First), made.Leader, Cancel));
        (await made.Round.FinalAsync()).ShouldBe(new Entry.Figures([2, 5]), "until the second level confirms");

        var second = await LineAsync(made, ReviewedRound.Part);
        (second.State, second.Earlier?.Stage, second.Earlier?.Reason, second.Claim?.Stage).ShouldBe((ReviewState.Open, Stages.FirstLevel, "Thiếu hai tờ trình", Stages.Self));
        (await AppraiseAsync(made, ReviewedRound.Part, made.Lead, EntryOf(claimed), " ")).Problems.ShouldHaveSingleItem().Code.ShouldBe("review.no-reason", "it departs from the first level");
        OpenRound.Must(await made.Work.AcceptAsync(ReviewedRound.Part, await SeenAsync(made, ReviewedRound.Part), made.Lead, Cancel));
        (await LineAsync(made, ReviewedRound.Part)).Standing?.Entry.ShouldBe(second.Earlier!.Entry); // asserted just above
        OpenRound.Must(await AppraiseAsync(made, ReviewedRound.Part, made.Lead, "a=3;b=5", "Một tờ trình có trong hồ sơ"));
        OpenRound.Must(await made.Work.ConfirmAsync(ReviewedRound.Part, await SeenAsync(made, ReviewedRound.Part), made.LeadLeader, Cancel));
        (await made.Round.FinalAsync()).ShouldBe(new Entry.Figures([3, 5]));
        await ShouldTellEachStepAsync(made);
        (await made.Round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Whoever_has_the_turn_finds_it_among_their_work_and_on_the_board(Kind kind)
    {
        using var made = await MadeAsync(kind);
        (await made.Round.Desk.OfAsync(made.Appraiser, Cancel)).Where(work => work.Kind == WorkKind.Appraise).Select(work => work.Stage).ShouldBe([Stages.FirstLevel]);
        var waits = (await WaitsAsync(made)).FindAll(one => one.Stage == Stages.FirstLevel);
        waits.Select(one => one.Agency?.Code).ShouldBe([Below, "taichinh"], ignoreOrder: true);
        waits.ShouldAllBe(one => one.Kind == WaitKind.Appraise);
        var below = waits.Single(one => one.Agency?.Code == Below);
        below.Agency?.Name.Vi.ShouldBe("Phòng Nội vụ quận Ninh Kiều");
        OpenRound.Must(await AppraiseAsync(made, First, made.Appraiser, "a=2;b=5"));
        (await WaitsAsync(made)).Single(one => one.Kind == WaitKind.Confirm).ShouldSatisfyAllConditions(one => one.Agency?.Code.ShouldBe(Below), one => one.Lines.ShouldBe(1));
        OpenRound.Must(await made.Work.ConfirmAsync(First, await SeenAsync(made, First), made.Leader, Cancel));
        (await WaitsAsync(made)).Single(one => one.Agency?.Code == Below && one.Stage == Stages.FirstLevel).Lines.ShouldBe(below.Lines - 1);
        made.Round.Clock.Now += TimeSpan.FromDays(21);
        (await WaitsAsync(made)).ShouldNotContain(one => one.Stage == Stages.FirstLevel, "its window is over");
        (await LineAsync(made, ReviewedRound.Part, "TC_XD_QT")).ShouldSatisfyAllConditions(line => line.State.ShouldBe(ReviewState.Open), line => line.Earlier.ShouldBeNull());
    }

    [Fact]
    public async Task Only_lines_of_units_that_are_declared_are_on_two_levels_and_a_row_nearer_to_the_line_counts()
    {
        using var made = await MadeAsync(Kind.Sqlite);
        var map = await MapAsync(made);
        map.FirstLevelOf(new("TC_XD_TD"), OpenRound.Unit).ShouldBe(Below);
        map.FirstLevelOf(new("CD_KH_HT"), OpenRound.Unit).ShouldBe("taichinh", "the row of the field names another unit by its code");
        map.FirstLevelOf(new("TC_XD_TD"), "yte").ShouldBeNull("no row");
        map.Criteria.Leaves().Where(leaf => leaf.Scoring is not { SuppliedBy: Supplier.Unit }).ShouldAllBe(leaf => map.FirstLevelOf(leaf.Code, OpenRound.Unit) == null);
        (await ReadAsync(made, First)).Lines.Select(line => line.Unit.Code).Distinct().ShouldBe([OpenRound.Unit]);
        (await made.Round.Installation.Appraisers.ReadAsync(OpenRound.Code, Cancel)).ShouldNotBeNull().Missing().Where(problem => problem.Where == "Phòng Nội vụ quận Ninh Kiều").ShouldBeEmpty("it has people");

        var office = await made.Round.PersonAsync("thuongtruc", Role.StandingOffice, "");
        OpenRound.Must(await made.Round.Installation.Appraisers.DeclareAsync(OpenRound.Code, Below, OpenRound.Unit, "Giấy khai số 1", office, Cancel));
        (await MapAsync(made)).FirstLevelOf(new("TC_XD_TD"), OpenRound.Unit).ShouldBeNull("the body declared an interest");
        (await LineAsync(made, ReviewedRound.Part)).State.ShouldBe(ReviewState.Open);
    }

    [Fact]
    public async Task The_first_level_asks_and_returns_and_the_council_gets_what_only_it_has_decided()
    {
        using var made = await MadeAsync(Kind.Sqlite);
        var question = OpenRound.Must(await made.Work.AskAsync(First, OpenRound.Unit, new("TC_XD_QT"), AskKind.Clarify, "Văn bản nào?", made.Appraiser, Cancel));
        OpenRound.Must(await made.Round.Installation.Asks.AnswerAsync(OpenRound.Code, OpenRound.Block, OpenRound.Unit, question.Id, "Văn bản số 5", made.Round.Officer, Cancel));
        OpenRound.Must(await made.Work.AskAsync(First, OpenRound.Unit, new(ReviewedRound.Drafts), AskKind.Return, "Nhập lại số tờ trình", made.Appraiser, Cancel));
        (await made.Round.SheetAsync()).Returned.ShouldContainKey(new(ReviewedRound.Drafts));
        OpenRound.Must(await made.Round.SaveAsync(made.Round.Officer, ReviewedRound.Drafts, (await made.Round.SheetAsync()).Positions[new(ReviewedRound.Drafts)].Sequence, "a=4;b=5", "Sửa"));
        OpenRound.Must(await made.Round.Installation.Sheets.HandInLineAsync(new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Self, new(ReviewedRound.Drafts)), "", made.Round.Leader, Cancel));
        made.Round.Clock.Now += TimeSpan.FromMinutes(1);
        OpenRound.Must(await AppraiseAsync(made, First, made.Appraiser, "a=2;b=5"));
        OpenRound.Must(await made.Work.ConfirmAsync(First, await SeenAsync(made, First), made.Leader, Cancel));
        (await made.Work.AskAsync(ReviewedRound.Part, OpenRound.Unit, new(ReviewedRound.Drafts), AskKind.Return, "x", made.Lead, Cancel)).Problems.ShouldNotBeEmpty("the first level has decided on what it saw");
        OpenRound.Must(await made.Work.AskAsync(ReviewedRound.Part, OpenRound.Unit, new(ReviewedRound.Drafts), AskKind.Clarify, "Tờ trình nào?", made.Lead, Cancel));
        var council = (await made.Round.Installation.Councils.ReadAsync(OpenRound.Code, OpenRound.Block, Cancel)).ShouldNotBeNull();
        council.Line(OpenRound.Unit, new(ReviewedRound.Drafts)).ShouldNotBeNull().Causes.ShouldBe([CouncilCause.Unappraised], "no lead agency has confirmed it");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_round_on_two_levels_is_frozen_and_recomputes_to_the_same(Kind kind)
    {
        using var test = await TestInstallation.NewAsync(kind, postgres);
        var (round, change) = (TwoLevels(SampleRound.CanTho), Change.OnThisMachine(TimeProvider.System, "thử"));
        OpenRound.Must(await test.Installation.Rounds.ImportAsync(round, change, Cancel));
        OpenRound.Must(await test.Installation.Freezing.FreezeAsync(round.Code, change, Cancel));
        (await test.Installation.FrozenChecks.CheckAsync(Cancel)).ShouldAllBe(block => block.IsSound);
        EngineJson.ToText(await test.Installation.Rounds.LoadAsync(round.Code, Cancel)).ShouldBe(EngineJson.ToText(round));
        var own = Computation.Compute(RoundSnapshot.ToInput(SampleRound.CanTho, SampleRound.CanTho.Blocks[0]));
        EngineJson.ToText(Computation.Compute(RoundSnapshot.ToInput(round, round.Blocks[0])).Units).ShouldBe(EngineJson.ToText(own.Units), "the lead agencies' appraisal is further than the first level's");
    }

    [Fact]
    public void A_round_made_from_one_on_two_levels_keeps_who_appraises_the_units_it_takes()
    {
        var next = new NextRound("ky-sau", Words.Same("Kỳ sau"), "2024", new(2024, 1, 1), new(2024, 12, 31), Words.Same(""), "thử") { Takes = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add(OpenRound.Block, ["tuphap"]) };
        RollOver.From(TwoLevels(SampleRound.CanTho), next).Blocks[0].FirstLevel.ShouldBe([new FirstLevelRow("tuphap", "Phòng Nội vụ quận Cái Răng")]);
    }

    [Fact]
    public async Task Only_its_own_appraisers_read_the_evidence()
    {
        using var made = await MadeAsync(Kind.Sqlite);
        var line = new LineAddress(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Self, new(ReviewedRound.Drafts));
        (await made.Round.Installation.Appraisers.AimsOfAsync(line, Cancel)).Select(aim => aim.Agency).ShouldBe([ReviewedRound.Agency, Below]);
        (await made.Round.Installation.Appraisers.AimsOfAsync(line with { Unit = "yte" }, Cancel)).Select(aim => aim.Agency).ShouldBe([ReviewedRound.Agency]);
        (await ReadAsync(made, First)).For(made.Lead).Lines.ShouldBeEmpty();
        (await ReadAsync(made, ReviewedRound.Part)).For(made.Appraiser).Lines.ShouldBeEmpty();
    }

    /// <summary>The sample with a first level that gave its first unit nothing on a line the lead agency appraised later.</summary>
    private static RoundDocument TwoLevels(RoundDocument round)
    {
        var block = round.Blocks[0];
        var decided = new PositionDocument(OpenRound.Unit, new(ReviewedRound.Drafts), Stages.FirstLevel, 0, 1, new Entry.Figures([0, 5]), HandedIn: true, "Chưa đủ tài liệu", "", "Phòng Nội vụ quận Ninh Kiều");
        return round with
        {
            Stages = [Stages.Self, Stages.FirstLevel, .. round.Stages.Where(stage => stage != Stages.Self)],
            Blocks = [block with { FirstLevel = [new(OpenRound.Unit, "Phòng Nội vụ quận Ninh Kiều"), new("tuphap", "Phòng Nội vụ quận Cái Răng")], Positions = [.. block.Positions, decided] }, .. round.Blocks.Skip(1)],
        };
    }

    /// <summary>Every step can be compared, and the round is the same in tables and in JSON.</summary>
    private static async Task ShouldTellEachStepAsync(Made made)
    {
        var round = (await made.Round.Installation.Rounds.LoadAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
        var block = round.Blocks[0];
        decimal PointsAfter(int a) => SheetPoints.Of(block.Criteria.Leaves().First(leaf => leaf.Code.Value == ReviewedRound.Drafts), new Entry.Figures([a, 5])) ?? 0;
        UnitStep Step(string from, string to) => StageComparison.Between(round, block, from, to).Units.First(unit => unit.Unit.Code == OpenRound.Unit);
        (Step(Stages.Self, Stages.FirstLevel).Moved, Step(Stages.FirstLevel, Stages.FirstReview).Points.Change).ShouldBe((1, PointsAfter(3) - PointsAfter(2)));
        block.FirstLevel.ShouldNotBeNull().Length.ShouldBe(2);
        var tables = RoundTables.Parse(RoundTables.Format(round));
        EngineJson.ToText(OpenRound.Must(tables)).ShouldBe(EngineJson.ToText(round));
        using var file = new MemoryStream();
        RoundJson.Write(file, round);
        file.Position = 0;
        EngineJson.ToText(OpenRound.Must(RoundJson.Read(file, "ky.json"))).ShouldBe(EngineJson.ToText(round));
    }

    private static string EntryOf(Entry? entry) => entry is Entry.Figures { Values: [var a, var b] } ? $"a={a.ToString(System.Globalization.CultureInfo.InvariantCulture)};b={b.ToString(System.Globalization.CultureInfo.InvariantCulture)}" : throw new InvalidOperationException("No two figures.");

    private static async Task<List<Wait>> WaitsAsync(Made made) =>
        [.. (await made.Round.Waits.OfAsync((await made.Round.Installation.Live.FindAsync(OpenRound.Code, Cancel)).ShouldNotBeNull(), Cancel)).Waits.Where(wait => wait.Unit == OpenRound.Unit)];

    private static async Task<AppraiserMap> MapAsync(Made made) => (await made.Round.Installation.Appraisers.ReadAsync(OpenRound.Code, Cancel)).ShouldNotBeNull().Map(OpenRound.Block).ShouldNotBeNull();

    private static async Task<Review> ReadAsync(Made made, ReviewPart part) => (await made.Round.Installation.Reviews.ReadAsync(part, Cancel)).ShouldNotBeNull();

    private static async Task<ReviewLine> LineAsync(Made made, ReviewPart part, string criterion = ReviewedRound.Drafts) => (await ReadAsync(made, part)).Line(OpenRound.Unit, new(criterion)).ShouldNotBeNull();

    private static async Task<ImmutableArray<SeenLine>> SeenAsync(Made made, ReviewPart part) => [new(OpenRound.Unit, new(ReviewedRound.Drafts), (await LineAsync(made, part)).Seen)];

    private static async Task<Result<SaveOutcome>> AppraiseAsync(Made made, ReviewPart part, Person person, string entry, string reason = "Chưa đủ tài liệu") =>
        await made.Work.AppraiseAsync(part, new(OpenRound.Unit, new(ReviewedRound.Drafts), (await LineAsync(made, part)).Seen, entry, reason, ""), person, DecimalMark.Point, Cancel);

    private async Task<Made> MadeAsync(Kind kind)
    {
        var round = await OpenRound.NewAsync(kind, postgres, change: next => next with
        {
            Stages = [Stages.Self, Stages.FirstLevel, Stages.FirstReview, Stages.Explanation, Stages.SecondReview, Stages.Council],
            Blocks = [next.Blocks[0] with { FirstLevel = [new(OpenRound.Unit, "Phòng Nội vụ quận Ninh Kiều"), new(OpenRound.Unit, "taichinh", new("CD"))] }],
        });
        await round.FillAsync();
        OpenRound.Must(await round.MoveAsync(round.Leader, SheetStep.HandIn));
        await round.DateAsync(Stages.FirstLevel, 0, 20);
        await round.DateAsync(Stages.FirstReview, 0, 60);
        return new(round, await round.PersonAsync("quan-td", Role.Appraiser, Below), await round.PersonAsync("quan-ld", Role.LeadAgencyLeader, Below),
            await round.PersonAsync("thamdinh", Role.Appraiser, ReviewedRound.Agency), await round.PersonAsync("chutri", Role.LeadAgencyLeader, ReviewedRound.Agency));
    }

    private sealed record Made(OpenRound Round, Person Appraiser, Person Leader, Person Lead, Person LeadLeader) : IDisposable
    {
        public ReviewWork Work => Round.Installation.ReviewWork;

        public void Dispose() => Round.Dispose();
    }
}
