using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Rounds.Sets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Rounds;

/// <summary>Opens a round and keeps its dates. Whoever proposes an opening, an extension or a pause never approves it.</summary>
public sealed class RoundCalendar(ChiSoDatabase database, LiveRounds rounds)
{
    /// <summary>Replaces the dates of every stage named; all of them are checked together.</summary>
    public Task<Result<RoundClock>> SetAsync(string code, ImmutableArray<SetWindow> dates, Change change, CancellationToken cancel) => ChangeAsync<RoundClock>(code, async (context, round) =>
    {
        var problems = dates.Where(one => !round.Stages.Contains(one.Stage) || one.Closes <= one.Opens).Select(WrongDates).ToImmutableArray();
        if (!problems.IsEmpty)
            return problems;

        var before = await context.StageWindows.Where(window => window.RoundId == round.Id).ToListAsync(cancel);
        context.StageWindows.RemoveRange(before);
        await context.SaveChangesAsync(cancel);
        context.StageWindows.AddRange(before.Where(window => dates.All(one => one.Stage != window.Stage)).Select(window => Window(round, new(window.Stage, window.Opens, window.Closes))));
        context.StageWindows.AddRange(dates.Select(one => Window(round, one)));
        await Trail.AppendAsync(context, Trail.OfRound(code), change, "round.dates-set", code,
            new { before = before.Select(window => new SetWindow(window.Stage, window.Opens, window.Closes)), after = dates }, cancel);
        return round.Clock with { Windows = [.. dates.Select(one => Window(round, one))] };
    }, cancel);

    /// <summary>The first step of opening: the dates must be set and every criteria set published.</summary>
    public Task<Result<LiveRound>> ProposeOpeningAsync(string code, Change change, CancellationToken cancel) => ChangeAsync<LiveRound>(code, async (context, round) =>
    {
        if (round.OpenedAt is not null)
            return Problems.OpenAlready(code);
        if (round.Clock.Windows.IsEmpty)
            return Problems.NoDates(code);
        if (await SetPublishing.ObstacleAsync(context, round, cancel) is { } unpublished)
            return unpublished;

        (await TrackedAsync(context, round, cancel)).ProposeOpening(change.By);
        await Trail.AppendAsync(context, Trail.OfRound(code), change, "round.opening-proposed", code, new { }, cancel);
        return round with { OpeningProposedBy = change.By };
    }, cancel);

    /// <summary>The second step, by another person.</summary>
    public Task<Result<LiveRound>> OpenAsync(string code, Change change, CancellationToken cancel) => ChangeAsync<LiveRound>(code, async (context, round) =>
    {
        if (round.OpenedAt is not null)
            return Problems.OpenAlready(code);
        if (round.OpeningProposedBy is not { } proposer)
            return Problems.NotProposed(code);
        if (proposer == change.By)
            return Problems.SamePerson(code);
        if (await SetPublishing.ObstacleAsync(context, round, cancel) is { } unpublished)
            return unpublished;

        (await TrackedAsync(context, round, cancel)).Open(change.At);
        await Trail.AppendAsync(context, Trail.OfRound(code), change, "round.opened", code, new { proposedBy = proposer }, cancel);
        return round with { OpenedAt = change.At };
    }, cancel);

    /// <summary>Declares until when requests for review are taken.</summary>
    /// <param name="until">UTC, exclusive.</param>
    public Task<Result<RoundClock>> SetRequestDeadlineAsync(string code, DateTime until, Change change, CancellationToken cancel) => ChangeAsync<RoundClock>(code, async (context, round) =>
    {
        if (round.Clock.RequestsUntil == until)
            return round.Clock;
        await context.RequestDeadlines.Where(deadline => deadline.RoundId == round.Id).ExecuteDeleteAsync(cancel);
        context.RequestDeadlines.Add(new() { RoundId = round.Id, Until = until });
        await Trail.AppendAsync(context, Trail.OfRound(code), change, "round.request-deadline-set", code, new { before = round.Clock.RequestsUntil, after = until }, cancel);
        return round.Clock with { RequestsUntil = until };
    }, cancel);

    public Task<Result<Extension>> ProposeExtensionAsync(string code, ProposeExtension input, Change change, CancellationToken cancel) => ChangeAsync<Extension>(code, async (context, round) =>
    {
        if (round.Blocks.All(block => block.Unit(input.Unit) is null))
            return Problems.NoUnit(input.Unit);
        if (round.Clock.ClosesFor(input.Stage, input.Unit) is not { } closes)
            return Problems.NoDates(input.Stage);
        if (input.Until <= closes)
            return Problems.NoMoreTime(closes);
        if (string.IsNullOrWhiteSpace(input.Ground))
            return Problems.NoGround();

        var extension = new Extension { RoundId = round.Id, Unit = input.Unit, Stage = input.Stage, Until = input.Until, Ground = input.Ground.Trim(), ProposedBy = change.By, ProposedAt = change.At };
        context.Extensions.Add(extension);
        await Trail.AppendAsync(context, Trail.OfRound(code), change, "extension.proposed", input.Unit, new { extension.Id, input.Stage, input.Until, extension.Ground }, cancel);
        return extension;
    }, cancel);

    public Task<Result<Extension>> ApproveExtensionAsync(string code, Guid id, Change change, CancellationToken cancel) => ChangeAsync<Extension>(code, async (context, round) =>
    {
        if (await context.Extensions.SingleOrDefaultAsync(known => known.Id == id && known.RoundId == round.Id, cancel) is not { } extension)
            return Problems.NoUnit(id.ToString("D"));
        if (extension.ApprovedAt is not null)
            return extension;
        if (extension.ProposedBy == change.By)
            return Problems.SamePerson(extension.Unit);

        extension.Approve(change.By, change.At);
        await Trail.AppendAsync(context, Trail.OfRound(code), change, "extension.approved", extension.Unit, new { extension.Id, extension.Stage, extension.Until, extension.Ground }, cancel);
        return extension;
    }, cancel);

    public Task<Result<Pause>> ProposePauseAsync(string code, ProposePause input, Change change, CancellationToken cancel) => ChangeAsync<Pause>(code, async (context, round) =>
    {
        if (input.Until <= input.From)
            return Problems.PauseOrder();
        if (!round.Clock.Windows.Any(window => (input.Stage.Length == 0 || window.Stage == input.Stage) && input.Until > window.Opens && input.From < round.Clock.ClosesFor(window.Stage, "")))
            return Problems.PauseOutside();
        if (string.IsNullOrWhiteSpace(input.Ground))
            return Problems.NoPauseGround();

        var pause = new Pause { RoundId = round.Id, Stage = input.Stage, From = input.From, Until = input.Until, Ground = input.Ground.Trim(), ProposedBy = change.By, ProposedAt = change.At };
        context.Pauses.Add(pause);
        await Trail.AppendAsync(context, Trail.OfRound(code), change, "pause.proposed", code, new { pause.Id, input.Stage, input.From, input.Until, pause.Ground }, cancel);
        return pause;
    }, cancel);

    public Task<Result<Pause>> ApprovePauseAsync(string code, Guid id, Change change, CancellationToken cancel) => ChangeAsync<Pause>(code, async (context, round) =>
    {
        if (await context.Pauses.SingleOrDefaultAsync(known => known.Id == id && known.RoundId == round.Id, cancel) is not { } pause)
            return Problems.NoUnit(id.ToString("D"));
        if (pause.ApprovedAt is not null)
            return pause;
        if (pause.ProposedBy == change.By)
            return Problems.SamePerson(code);

        pause.Approve(change.By, change.At);
        await Trail.AppendAsync(context, Trail.OfRound(code), change, "pause.approved", code, new { pause.Id, pause.Stage, pause.From, pause.Until, pause.Ground }, cancel);
        return pause;
    }, cancel);

    private Task<Result<T>> ChangeAsync<T>(string code, Func<ChiSoContext, LiveRound, Task<Result<T>>> act, CancellationToken cancel) => database.WriteAsync<Result<T>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(code), cancel);
            return await rounds.FindAsync(context, code, cancel) switch
            {
                null => Problems.Unknown(code),
                { FrozenAt: not null } => Problems.FrozenAlready(code),
                var round => await ChangeAsync(context, round, act, cancel),
            };
        }, cancel);

    private static async Task<Result<T>> ChangeAsync<T>(ChiSoContext context, LiveRound round, Func<ChiSoContext, LiveRound, Task<Result<T>>> act, CancellationToken cancel)
    {
        await context.RenewCalendarAsync(round.Id, cancel);
        return await act(context, round);
    }

    private static Task<Round> TrackedAsync(ChiSoContext context, LiveRound round, CancellationToken cancel) => context.Rounds.SingleAsync(known => known.Id == round.Id, cancel);

    private static StageWindow Window(LiveRound round, SetWindow one) => new() { RoundId = round.Id, Stage = one.Stage, Opens = one.Opens, Closes = one.Closes };

    private static Problem WrongDates(SetWindow one) => new("round.dates", one.Stage,
        new("Ngày đóng không sau ngày mở, hoặc kỳ này không có giai đoạn này.", "The end is not after the beginning, or the round has no such stage."),
        new("Ghi lại ngày mở và ngày đóng của giai đoạn.", "Write the stage's dates again."));

    private static class Problems
    {
        public static Problem Unknown(string code) => new("round.unknown", code, new("Không có kỳ đánh giá này.", "There is no such round."), new("Xem mã kỳ trong danh sách.", "Look up the code in the list of rounds."));

        public static Problem FrozenAlready(string code) => new("round.closed", code, new("Kỳ này đã chốt kết quả nên không đổi được nữa.", "The round's results are frozen; it can't be changed any more."),
            new("Sai sót được sửa bằng một quyết định điều chỉnh.", "Mistakes are mended by a new decision."));

        public static Problem OpenAlready(string code) => new("round.open-already", code, new("Kỳ này đã mở.", "The round is open already."), new("Tải lại trang để xem trạng thái mới.", "Load the page again to see how it stands."));

        public static Problem NoDates(string where) => new("round.no-dates", where, new("Chưa ghi thời gian của giai đoạn.", "The stage has no dates yet."), new("Ghi ngày mở và ngày đóng rồi làm lại.", "Set its dates, then try again."));

        public static Problem NotProposed(string code) => new("round.not-proposed", code, new("Chưa có ai đề nghị mở kỳ này.", "Nobody has proposed to open this round."),
            new("Một người của cơ quan thường trực đề nghị trước, người khác duyệt.", "One person of the standing office proposes, another approves."));

        public static Problem SamePerson(string where) => new("round.same-person", where, new("Người đề nghị không tự duyệt được.", "Whoever proposes can't approve."),
            new("Nhờ một người khác có cùng vai trò duyệt.", "Ask another person of the same role to approve."));

        public static Problem NoUnit(string unit) => new("round.no-unit", unit, new("Kỳ này không có đơn vị hoặc đề nghị này.", "The round has no such unit or proposal."), new("Chọn lại từ danh sách.", "Choose again from the list."));

        public static Problem NoMoreTime(DateTime closes) => new("extension.not-later", "until",
            new($"Hạn mới không muộn hơn hạn đang có ({VietnamTime.Write(closes)}).", $"The new deadline is not later than the present one ({VietnamTime.Write(closes)})."), new("Chọn hạn muộn hơn.", "Choose a later one."));

        public static Problem PauseOrder() => new("pause.order", "until", new("Tạm dừng kết thúc trước hoặc đúng lúc bắt đầu.", "The pause ends before or when it begins."), new("Ghi lại hai thời điểm.", "Write the two times again."));

        public static Problem PauseOutside() => new("pause.outside", "from", new("Không giai đoạn nào được chọn đang mở trong thời gian này, nên không có gì để dừng.", "None of the stages chosen is open in that time, so there is nothing to pause."),
            new("Xem thời gian của giai đoạn rồi ghi lại.", "Look at the stage's dates, then write it again."));

        public static Problem NoPauseGround() => new("pause.no-ground", "ground", new("Chưa ghi lý do tạm dừng.", "The ground of the pause is missing."), new("Ghi số, ngày văn bản và lý do.", "Write the document's number, its date and the reason."));

        public static Problem NoGround() => new("extension.no-ground", "ground", new("Chưa ghi lý do gia hạn.", "The ground is missing."), new("Ghi số, ngày văn bản đề nghị và lý do.", "Write the letter's number, its date and the reason."));
    }
}

/// <summary>The dates of one stage, UTC; the end is exclusive.</summary>
public sealed record SetWindow(string Stage, DateTime Opens, DateTime Closes);

/// <summary>A time in which the clock of a stage, or of every stage, stands still.</summary>
/// <param name="Stage">Empty for every stage.</param>
public sealed record ProposePause(string Stage, DateTime From, DateTime Until, string Ground);

/// <summary>More time for one unit.</summary>
public sealed record ProposeExtension(string Unit, string Stage, DateTime Until, string Ground);
