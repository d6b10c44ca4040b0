using ChiSo.Application.Assessment;
using ChiSo.Application.Desk;
using ChiSo.Application.Json;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>A unit's news about its cases on pre-filled figures.</summary>
public sealed class PrefilledNewsTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_decision_is_told_to_the_unit_for_a_week_with_what_was_decided_by_whom_and_why(Kind kind)
    {
        using var made = await PrefilledRound.FilledAsync(kind, postgres);
        var dispute = OpenRound.Must(await made.DisputeAsync(made.Round.Officer));
        await made.HandInAsync();
        (await NewsAsync(made, made.Round.Officer, WorkKind.DecidedDispute)).ShouldBeNull();

        var decided = OpenRound.Must(await made.DecideAsync(dispute, DisputeStep.Reject, made.Appraiser));
        foreach (var person in new[] { made.Round.Officer, made.Round.Leader })
        {
            var news = (await NewsAsync(made, person, WorkKind.DecidedDispute)).ShouldNotBeNull(person.FullName);
            (news.Left, news.All, news.Unit, news.IsNews).ShouldBe((1, 1, OpenRound.Unit, true));
            var told = new Digest(person.FullName, [], made.Round.Clock.Now.UtcDateTime) { News = [news] }.ToText("https://chiso.example.vn");
            told.ShouldContain("2.1.1 (");
            told.ShouldContain("Đã quyết định: theo số liệu của nguồn, 4; lý do “Đã đối chiếu” (thamdinh, ");
        }

        foreach (var person in new[] { made.Round.Stranger, made.Appraiser, made.Office })
            (await NewsAsync(made, person, WorkKind.DecidedDispute)).ShouldBeNull(person.FullName);
        made.Round.Clock.Now += TimeSpan.FromDays(8);
        var old = (await NewsAsync(made, made.Round.Officer, WorkKind.DecidedDispute)).ShouldNotBeNull();
        (old.Left, old.All, old.Told.IsEmpty).ShouldBe((0, 1, true), "no news any more, and still so");

        OpenRound.Must(await made.DecideAsync(decided, DisputeStep.Reopen, made.Appraiser, "Xem lại sổ"));
        (await NewsAsync(made, made.Round.Officer, WorkKind.DecidedDispute)).ShouldBeNull();
        var reopened = (await NewsAsync(made, made.Round.Officer, WorkKind.ReopenedDispute)).ShouldNotBeNull();
        (reopened.Left, reopened.IsNews).ShouldBe((1, true));
        WorkWords.Left(reopened).Vi.ShouldContain("rút lại quyết định, phản ánh lại chờ quyết định; lý do “Xem lại sổ”");
        made.Round.Clock.Now += TimeSpan.FromDays(8);
        (await NewsAsync(made, made.Round.Officer, WorkKind.ReopenedDispute)).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_the_council_concluded_on_a_line_with_an_open_case_is_news_too(Kind kind)
    {
        using var made = await PrefilledRound.FilledAsync(kind, postgres);
        OpenRound.Must(await made.DisputeAsync(made.Round.Officer));
        await made.HandInAsync();
        made.Round.Clock.Now = made.Round.Clock.Now.AddDays(90);
        (await NewsAsync(made, made.Round.Officer, WorkKind.DecidedDispute)).ShouldBeNull("the case waits for the council");
        await using (var context = made.Round.Installation.Database.Open())
        {
            var claim = context.Positions.First(row => row.Criterion == new CriterionCode(PrefilledRound.Line) && row.HandedIn != null);
            var concluded = new Position { BlockId = claim.BlockId, Unit = claim.Unit, Criterion = claim.Criterion, Stage = Stages.Council, Mark = 0, Sequence = 1, Entry = EngineJson.ToText<Entry>(new Entry.Figures([5, 5])), Reason = "Theo sổ", Evidence = "", By = "thuky", Person = Guid.Empty, Mandate = Guid.Empty, Place = Position.AfterImported, At = made.Round.Clock.Now.UtcDateTime };
            concluded.HandIn(made.Round.Clock.Now.UtcDateTime);
            context.Add(concluded);
            await context.SaveChangesAsync(Cancel);
        }

        var news = (await NewsAsync(made, made.Round.Officer, WorkKind.DecidedDispute)).ShouldNotBeNull();
        (news.Left, news.All).ShouldBe((1, 1));
        news.Told.ShouldHaveSingleItem().Vi.ShouldContain("Hội đồng đã kết luận dòng này, 5; lý do “Theo sổ” (thuky, ");
        made.Round.Clock.Now += TimeSpan.FromDays(8);
        (await NewsAsync(made, made.Round.Officer, WorkKind.DecidedDispute)).ShouldNotBeNull().Left.ShouldBe(0);
    }

    private static async Task<OpenWork?> NewsAsync(PrefilledRound made, Person person, WorkKind kind) => (await made.Round.Desk.OfAsync(person, Cancel)).SingleOrDefault(work => work.Kind == kind);
}
