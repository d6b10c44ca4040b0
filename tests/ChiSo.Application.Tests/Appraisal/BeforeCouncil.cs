using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>A block before a council of five: the unit disputes one line and agrees on another.</summary>
public sealed class BeforeCouncil : IDisposable
{
    private BeforeCouncil(ReviewedRound reviewed) => Reviewed = reviewed;

    public ReviewedRound Reviewed { get; }

    public Person Secretary { get; private set; } = null!; // set when it is made

    public Person Member { get; private set; } = null!; // likewise

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private CouncilWork Work => Reviewed.Round.Installation.CouncilWork;

    public static async Task<BeforeCouncil> NewAsync(ReviewedRound reviewed)
    {
        var sheets = reviewed.Round.Installation.Sheets;
        LineAddress Line(string criterion) => new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Explanation, new(criterion));
        OpenRound.Must(await sheets.AgreeAsync(Line("TC_XD_QT"), 0, reviewed.Round.Officer, Cancel));
        OpenRound.Must(await sheets.SaveAsync(new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Explanation, new("TC_XD_TD"), 0, "a=4;b=5", "Tờ trình thứ tư", ""), reviewed.Round.Officer, DecimalMark.Comma, Cancel));
        OpenRound.Must(await sheets.MoveAsync(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Explanation, SheetStep.HandIn, "", reviewed.Round.Leader, Cancel));
        await reviewed.Round.DateAsync(Stages.Council, 0, 60);
        return new(reviewed)
        {
            Secretary = await reviewed.Round.PersonAsync("thuky", Role.CouncilSecretary, ""),
            Member = await reviewed.Round.PersonAsync("uyvien", Role.CouncilMember, ""),
        };
    }

    public async Task<CouncilLine> LineAsync(string criterion) =>
        (await Reviewed.Round.Installation.Councils.ReadAsync(OpenRound.Code, OpenRound.Block, Cancel)).ShouldNotBeNull().Line(OpenRound.Unit, new(criterion)).ShouldNotBeNull();

    public Task<Result<CouncilMeeting>> RecordAsync(RecordMeeting input, Person person) => Work.RecordMeetingAsync(OpenRound.Code, input, person, Cancel);

    /// <summary>Records a meeting of these members; its id.</summary>
    public async Task<Guid> MeetAsync(params string[] present) =>
        OpenRound.Must(await RecordAsync(new(DateOnly.FromDateTime(Reviewed.Round.Clock.Now.UtcDateTime), InWriting: false, 5, string.Join('\n', present), "Biên bản số 05/BB-HĐTĐ"), Secretary)).Id;

    public async Task<Result<SaveOutcome>> DecideAsync(string criterion, string entry, Guid meeting, Votes votes, string reason = "Hội đồng thống nhất", Person? person = null) =>
        await Work.DecideAsync(new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, new(criterion)), new((await LineAsync(criterion)).Seen, entry, reason, meeting, votes), person ?? Secretary, DecimalMark.Comma, Cancel);

    /// <summary>Settles by one vote everything nobody appraised.</summary>
    public async Task<Result<ImmutableArray<SeenLine>>> AdoptRestAsync(Guid meeting, Person? person = null)
    {
        var sheet = (await Reviewed.Round.Installation.Councils.ReadAsync(OpenRound.Code, OpenRound.Block, Cancel)).ShouldNotBeNull();
        var lines = sheet.Before.Where(line => line.Causes is [CouncilCause.Unappraised]).Select(line => new SeenLine(line.Unit.Code, line.Node.Code, line.Seen));
        return await Work.AdoptAsync(new(OpenRound.Code, OpenRound.Block), [.. lines], new(meeting, new(3, 0, 0), "Ghi nhận theo tự chấm"), person ?? Secretary, Cancel);
    }

    public Task<Result<Reopening>> ReopenAsync(Person person, string criterion, string reason) =>
        Work.ReopenAsync(new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, new(criterion)), reason, person, Cancel);

    public Task<Result<CouncilPass>> PassAsync(Guid meeting, Person? person = null) => Work.PassAsync(OpenRound.Code, OpenRound.Block, meeting, person ?? Secretary, Cancel);

    public void Dispose() => Reviewed.Dispose();
}
