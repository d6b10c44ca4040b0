using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Rounds;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>Why the council can't do something.</summary>
internal static class CouncilProblems
{
    private const int MostMembers = 200;

    public static string Named(CouncilLine line) => $"{line.Unit.Name.Vi}, {line.Node.Number} {line.Node.Name.Vi}";

    public static Problem NoSuchList(string where) => new("council.unknown", where, new("Không có danh sách này để trình Hội đồng.", "There is no such list before the council."), new("Chọn lại kỳ và khối.", "Choose round and block again."));

    public static Problem NotAllowed(string where) => new("council.not-allowed", where, new("Việc này thuộc thư ký hoặc thành viên Hội đồng.", "This is for the council's secretary or members."), new("Nhờ thư ký Hội đồng ghi.", "Ask the council's secretary."));

    public static Problem StageClosed(string where) => new("council.stage-closed", where, new("Giai đoạn Hội đồng chưa mở hoặc đã hết hạn.", "The council's stage is not open."), new("Xem lịch của kỳ.", "Look at the round's dates."));

    public static Problem WrongStep(CouncilLine line) => new("council.wrong-step", Named(line),
        new($"Tiêu chí đang ở trạng thái “{CouncilStates.WordsOf(line.State).Vi}” nên không làm được bước này.", $"The line stands at “{CouncilStates.WordsOf(line.State).En}”; this is not possible now."),
        new("Tải lại trang để xem trạng thái mới.", "Load the page again to see how it stands."));

    public static Problem Changed(CouncilLine line) => new("council.changed", Named(line), new("Kết luận này vừa được ghi lại ở nơi khác.", "This decision was recorded elsewhere meanwhile."),
        new("Xem kết luận mới ở trên; nếu vẫn đúng như bạn định ghi thì ghi lần nữa.", "Look at the new decision above; if yours still holds, record it once more."));

    public static Problem NoReason(string where) => new("council.no-reason", where, new("Chưa ghi lý do.", "The reason is missing."), new("Ghi kết luận hoặc lý do để đơn vị và cơ quan thẩm định hiểu.", "Write it so that the unit and the appraiser understand."));

    public static Problem NoMeeting(string where) => new("council.no-meeting", where, new("Chưa chọn phiên họp.", "No meeting is chosen."), new("Ghi phiên họp trước, rồi chọn phiên họp đã kết luận tiêu chí này.", "Record the meeting first, then choose the one that decided this line."));

    public static Problem NoQuorum(string where) => new("council.no-quorum", where, new("Phiên họp không có quá nửa số thành viên nên không kết luận được.", "Half of the members or fewer were present, so nothing can be decided."),
        new("Chọn phiên họp khác, hoặc lấy ý kiến bằng văn bản.", "Choose another meeting, or take a vote in writing."));

    public static Problem NotDecided(CouncilLine line) => new("council.not-decided", Named(line), new("Hội đồng chưa kết luận tiêu chí này.", "The council has not decided this line."), new("Ghi kết luận rồi thông qua danh sách.", "Record the decision, then pass the list."));

    public static Problem NoPdf(string name) => new("council.no-pdf", name.Length > 0 ? name : "file", new("Chưa chọn tệp, hoặc tệp không phải PDF, hoặc lớn hơn 50 MB.", "No file was chosen, or it is no PDF, or larger than 50 MB."),
        new("Quét hoặc xuất ra PDF rồi chọn lại.", "Scan or save it as PDF and choose it again."));

    public static Problem NoScan(CouncilMeeting meeting) => new("council.no-scan", meeting.Minutes, new("Lần lấy ý kiến bằng văn bản này chưa có bản quét các phiếu.", "The votes on paper of this vote in writing are not scanned yet."),
        new("Nộp bản quét các phiếu vào mục Phiên họp, rồi thông qua danh sách.", "Lay the scan in under the meeting, then pass the list."));

    /// <summary>All that is wrong with a meeting as recorded.</summary>
    /// <param name="today">In Vietnam.</param>
    public static ImmutableArray<Problem> Of(CouncilMeeting meeting, DateOnly today)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (meeting.HeldOn > today)
            problems.Add(new("council.future", "heldOn", new("Ngày họp chưa tới.", "The day of the meeting is still to come."), new("Ghi ngày đã họp.", "Write the day it was held.")));
        if (meeting.Members is < 1 or > MostMembers)
            problems.Add(new("council.members", "members", new("Số thành viên Hội đồng chưa đúng.", "The number of members is wrong."), new($"Ghi tổng số thành viên, từ 1 đến {MostMembers}.", $"Write how many members there are, 1 to {MostMembers}.")));
        if (meeting.Present.Length == 0 || meeting.Present.Length > meeting.Members || meeting.Present.Distinct(StringComparer.Ordinal).Count() < meeting.Present.Length)
            problems.Add(new("council.attendance", "attendance", new("Danh sách có mặt còn trống, có người trùng, hoặc đông hơn số thành viên.", "Nobody is listed as present, somebody is twice, or more than there are members."), new("Ghi mỗi thành viên có mặt một dòng.", "Write each member present on a line.")));
        if (meeting.Minutes.Length == 0)
            problems.Add(new("council.minutes", "minutes", new("Chưa ghi số, ngày biên bản.", "Number and date of the minutes are missing."), new("Ghi như: Biên bản số 05/BB-HĐTĐ ngày 20/02/2026.", "Write it like: Minutes 05/BB-HĐTĐ of 20/02/2026.")));
        return problems.ToImmutable();
    }

    /// <summary><c>null</c> when the vote carries.</summary>
    /// <param name="round">Says whether the chair has a casting vote.</param>
    public static Problem? Of(string where, LiveRound round, CouncilMeeting meeting, Votes votes)
    {
        if (!meeting.IsQuorate)
            return NoQuorum(where);
        if (votes.For < 0 || votes.Against < 0 || votes.Abstained < 0 || votes.Cast > meeting.Present.Length)
            return new("council.votes", where, new($"Số phiếu không khớp với {Number(meeting.Present.Length)} thành viên có mặt.", $"The votes don't fit the {Number(meeting.Present.Length)} members present."), new("Đếm lại phiếu.", "Count the votes again."));
        if (votes.ChairIsFor == true && votes.NeedsCasting(meeting) && !round.CastingVote)
            return new("council.no-casting-vote", where, new("Quy chế của kỳ này không cho Chủ tịch Hội đồng quyết định khi số phiếu ngang nhau.", "This round gives the chair no casting vote."),
                new("Ghi phương án được quá nửa tán thành, hoặc biểu quyết lại; muốn có quyền này thì thiết đặt casting_vote trước khi mở kỳ.", "Record what over half is for, or vote again; to have a casting vote, set casting_vote before the round opens."));
        return votes.Carry(meeting) ? null : new("council.not-carried", where,
            new($"Phương án mới được {Number(votes.For)} trên {Number(meeting.Present.Length)} thành viên có mặt tán thành, chưa quá nửa.", $"Only {Number(votes.For)} of {Number(meeting.Present.Length)} members present are for it, not over half."),
            new("Ghi phương án được quá nửa tán thành; khi số phiếu ngang nhau, ghi ý kiến của Chủ tịch Hội đồng.", "Record what over half is for; where halves are equal, say how the chair voted."));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
