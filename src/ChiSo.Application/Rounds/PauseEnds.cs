using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Rounds;

/// <summary>Ends a pause before its time: one person proposes, another approves. The deadlines it moved come nearer by the time that is left.</summary>
public sealed class PauseEnds(LiveRounds rounds)
{
    /// <summary>Proposes when it ends; until it is approved, whoever proposed it may change it.</summary>
    public Task<Result<Pause>> ProposeAsync(string code, EndPause input, Change change, CancellationToken cancel) => ChangeAsync(code, input.Pause, async (context, pause) =>
    {
        var ground = input.Ground.Trim().Normalize();
        if (input.Ends < pause.From || input.Ends >= pause.Until)
            return Problems.Outside(pause);
        if (ground.Length == 0)
            return Problems.NoGround();
        if (pause.EndsEarly == input.Ends && pause.EndGround == ground)
            return pause;
        if (pause.EndProposedBy is { } proposer && proposer != change.By)
            return Problems.Proposed(pause);

        pause.ProposeEnd(input.Ends, ground, change.By, change.At);
        await Trail.AppendAsync(context, Trail.OfRound(code), change, "pause.end-proposed", code, new { pause.Id, pause.EndsEarly, pause.EndGround }, cancel);
        return pause;
    }, cancel);

    /// <summary>The second step, by another person.</summary>
    /// <param name="seen">UTC; when it ends as the page showed it.</param>
    public Task<Result<Pause>> ApproveAsync(string code, Guid id, DateTime seen, Change change, CancellationToken cancel) => ChangeAsync(code, id, async (context, pause) =>
    {
        if (pause.EndProposedBy is not { } proposer || pause.EndsEarly != seen)
            return Problems.Changed(pause);
        if (await SecondPerson.IsSameAsync(context, Act.RunRound, proposer, pause.EndProposedAt, change, cancel))
            return Problems.SamePerson(pause);
        if (change.At >= pause.Until)
            return Problems.Over(pause);

        pause.ApproveEnd(change.By, change.At);
        await Trail.AppendAsync(context, Trail.OfRound(code), change, "pause.end-approved", code, new { pause.Id, pause.Until, pause.EndsEarly, pause.EndGround }, cancel);
        return pause;
    }, cancel);

    /// <param name="act">With a pause that was approved and isn't ended early yet.</param>
    private Task<Result<Pause>> ChangeAsync(string code, Guid id, Func<ChiSoContext, Pause, Task<Result<Pause>>> act, CancellationToken cancel) => rounds.ChangeCalendarAsync<Pause>(code, async (context, round) =>
        await context.Pauses.SingleOrDefaultAsync(known => known.Id == id && known.RoundId == round.Id, cancel) switch
        {
            not { ApprovedAt: not null } => Problems.Unknown(code),
            { EndApprovedAt: not null } pause => pause, // a double click
            var pause => await act(context, pause),
        }, cancel);

    private static class Problems
    {
        public static Problem Unknown(string code) => new("pause.unknown", code, new("Không có lần tạm dừng này, hoặc chưa được duyệt.", "There is no such pause, or it isn't approved."), new("Tải lại trang rồi chọn lại.", "Load the page again and choose anew."));

        public static Problem Outside(Pause pause) => new("pause.end-outside", "until",
            new($"Thời điểm kết thúc sớm phải từ {VietnamTime.Write(pause.From)} và trước {VietnamTime.Write(pause.Until)}.", $"An early end lies from {VietnamTime.Write(pause.From)} and before {VietnamTime.Write(pause.Until)}."),
            new("Ghi lại thời điểm.", "Write the time again."));

        public static Problem NoGround() => new("pause.no-ground", "ground", new("Chưa ghi lý do kết thúc sớm.", "The ground of the early end is missing."), new("Ghi số, ngày văn bản và lý do.", "Write the document's number, its date and the reason."));

        public static Problem Proposed(Pause pause) => new("pause.end-proposed", "until",
            new($"Người khác đã đề nghị kết thúc lúc {VietnamTime.Write(pause.EndsEarly ?? pause.Until)}.", $"Somebody else has proposed to end it at {VietnamTime.Write(pause.EndsEarly ?? pause.Until)}."), new("Duyệt hoặc trả lại đề nghị đó.", "Approve or return that one."));

        public static Problem Changed(Pause pause) => new("pause.end-changed", "until",
            new($"Đề nghị kết thúc sớm vừa thay đổi{(pause.EndsEarly is { } ends ? $", nay là {VietnamTime.Write(ends)}" : "")}.", $"The early end has changed meanwhile{(pause.EndsEarly is { } to ? $" to {VietnamTime.Write(to)}" : "")}."), new("Xem lại rồi duyệt nếu vẫn đúng.", "Look at it again, and approve it if it still holds."));

        public static Problem SamePerson(Pause pause) => new("pause.end-same-person", "until",
            new($"Người đề nghị kết thúc lúc {VietnamTime.Write(pause.EndsEarly ?? pause.Until)} không tự duyệt được. Người làm thay và người được làm thay tính là một.", $"Whoever proposed to end it at {VietnamTime.Write(pause.EndsEarly ?? pause.Until)} can't approve. Whoever stands in for somebody counts as both."), new("Nhờ một người khác có cùng vai trò duyệt.", "Ask another person of the same role to approve."));

        public static Problem Over(Pause pause) => new("pause.over", "until", new($"Tạm dừng đã hết từ {VietnamTime.Write(pause.Until)}.", $"The pause ended at {VietnamTime.Write(pause.Until)} by itself."), new("Không cần làm gì thêm.", "Nothing is left to do."));
    }
}

/// <summary>A pause that is to end before its time.</summary>
/// <param name="Ends">UTC, exclusive.</param>
public sealed record EndPause(Guid Pause, DateTime Ends, string Ground);
