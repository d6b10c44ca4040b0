using ChiSo.Application.Desk;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Desk;

/// <summary>What the daily message says, the more urgent first.</summary>
public sealed class DigestTests
{
    /// <summary>Seven in the morning of Tuesday 24 November 2026 in Vietnam.</summary>
    private static readonly DateTime Morning = new(2026, 11, 24, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void The_most_urgent_stands_first_and_in_the_subject()
    {
        var digest = Of(Work(WorkKind.Appraise, "Khối sở", null), Work(WorkKind.Enter, "Sở Nội vụ", Local(24, 17)), Work(WorkKind.Answer, "Sở Nội vụ", Local(27, 17)));
        digest.Subject.ShouldBe("[ChiSo] Hôm nay hết hạn: 1 việc");
        digest.ToText("https://chiso.example.vn").ShouldBe("""
            Kính gửi Nguyễn Văn An,

            Ông/Bà còn 3 việc trong ChiSo.

            HÔM NAY HẾT HẠN
            - Nhập bảng tự đánh giá: Sở Nội vụ. Còn 12 trong 1.060 dòng. Hạn: 24/11/2026 17:00.
              Chỉ số năm 2026

            TRONG 3 NGÀY
            - Trả lời cơ quan thẩm định: Sở Nội vụ. 12 câu hỏi chờ trả lời. Hạn: 27/11/2026 17:00.
              Chỉ số năm 2026

            SAU ĐÓ HOẶC KHÔNG CÓ HẠN
            - Thẩm định: Khối sở. Còn 12 trong 1.060 dòng chờ thẩm định.
              Chỉ số năm 2026

            Mở việc của tôi: https://chiso.example.vn/desk

            Thư này gửi tự động mỗi ngày khi còn việc. Không muốn nhận nữa: https://chiso.example.vn/desk/account

            """.ReplaceLineEndings("\n"));
        digest.ToShortText("https://chiso.example.vn").ShouldBe("ChiSo: Ông/Bà còn 3 việc, việc gần nhất (nhập bảng tự đánh giá) hết hạn 24/11/2026 17:00. Xem tại https://chiso.example.vn/desk");
    }

    [Fact]
    public void Who_reads_English_is_written_to_in_English()
    {
        var digest = Of(Work(WorkKind.Appraise, "Khối sở", null), Work(WorkKind.Enter, "Sở Nội vụ", Local(24, 17))) with { InEnglish = true };
        digest.Subject.ShouldBe("[ChiSo] Due today: 1");
        var text = digest.ToText("https://chiso.example.vn");
        text.ShouldStartWith("To Nguyễn Văn An,\n\nThings left for you to do in ChiSo: 2.\n\nDUE TODAY\n- ");
        text.ShouldContain("12 of 1,060 lines left. Due: 24/11/2026 17:00.");
        text.ShouldContain("\nLATER, OR WITHOUT A DEADLINE\n");
        text.ShouldNotContain("việc");
        digest.ToShortText("https://chiso.example.vn").ShouldStartWith("ChiSo: things left for you: 2, the first (");
        (digest with { Work = [Work(WorkKind.Enter, "Sở Nội vụ", Local(27, 17))] }).Subject.ShouldBe("[ChiSo] Due in days: 3; open: 1");
    }

    [Theory]
    [InlineData(23, 17, Urgency.Overdue, "[ChiSo] Đã quá hạn: 1 việc")]
    [InlineData(24, 7, Urgency.Overdue, "[ChiSo] Đã quá hạn: 1 việc")] // a deadline is exclusive
    [InlineData(24, 24, Urgency.Today, "[ChiSo] Hôm nay hết hạn: 1 việc")] // midnight ends the day before
    [InlineData(25, 17, Urgency.Soon, "[ChiSo] Còn 1 ngày: 1 việc")]
    [InlineData(27, 24, Urgency.Soon, "[ChiSo] Còn 3 ngày: 1 việc")]
    [InlineData(28, 1, Urgency.ThisWeek, "[ChiSo] 1 việc đang chờ")]
    [InlineData(30, 24, Urgency.ThisWeek, "[ChiSo] 1 việc đang chờ")]
    public void Urgency_rises_towards_the_deadline(int day, int hour, Urgency urgency, string subject)
    {
        var digest = Of(Work(WorkKind.Enter, "Sở Nội vụ", Local(day, hour)));
        (digest.Urgency, digest.Subject).ShouldBe((urgency, subject));
    }

    [Fact]
    public void News_is_told_and_not_counted_as_work()
    {
        var both = Of(Work(WorkKind.Enter, "Sở Nội vụ", null)) with { News = [Work(WorkKind.AnsweredQuestion, "Sở Nội vụ", null)] };
        both.Subject.ShouldBe("[ChiSo] 1 việc đang chờ");
        both.ToText("https://chiso.example.vn").ShouldContain("\nTIN MỚI\n- Câu hỏi về tiêu chí đã được trả lời: Sở Nội vụ. 12 câu hỏi của đơn vị vừa được trả lời.\n");
        var alone = Of() with { News = both.News };
        (alone.IsEmpty, alone.Subject).ShouldBe((false, "[ChiSo] 1 tin mới"));
        alone.ToText("https://chiso.example.vn").ShouldContain("không còn việc nào");
        Of().IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Every_kind_of_work_has_words()
    {
        foreach (var kind in Enum.GetValues<WorkKind>())
        {
            var work = Work(kind, "Sở", null);
            foreach (var words in (Words[])[WorkWords.Of(kind), WorkWords.Titled(work), WorkWords.Left(work)])
                (words.Vi.Length > 0 && words.En.Length > 0).ShouldBeTrue(kind.ToString());
        }
    }

    private static Digest Of(params OpenWork[] work) => new("Nguyễn Văn An", [.. work], Morning);

    private static DateTime Local(int day, int hour) => new DateTime(2026, 11, day, 0, 0, 0, DateTimeKind.Utc).AddHours(hour - 7);

    private static OpenWork Work(WorkKind kind, string unit, DateTime? due) => new(kind, "ky-2026", Words.Same("Chỉ số năm 2026"), "departments", "noivu", Words.Same(unit), "self", 12, 1060, due);
}
