using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Engine;

namespace ChiSo.Web.People;

/// <summary>Illustrative guidance of the demo round: a guide, examples and a contact on a few lines, and one question with its answer.</summary>
internal static class DemoGuidance
{
    private const string Asked = "TC_XD_TD";

    private static readonly ImmutableArray<(CriterionCode Criterion, GuidanceText Text)> Texts =
    [
        (new("CD_KH_BH"), new("Ngày chậm đếm theo ngày làm việc, từ hạn thành phố giao đến ngày ký văn bản.",
            "Quyết định kèm kế hoạch có phụ lục nhiệm vụ, người chủ trì và thời hạn.", "Bản dự thảo chưa ký; kế hoạch công tác chung không có mục cải cách hành chính.", "Nguyễn Văn A (minh họa)", "0292 0000 001")),
        (new("CD_KH_HT"), new("Tử số là nhiệm vụ có sản phẩm trong kỳ số liệu; mẫu số là mọi nhiệm vụ của kế hoạch, kể cả nhiệm vụ bổ sung.",
            "Bảng đối chiếu từng nhiệm vụ với văn bản là sản phẩm, ghi số và ngày.", "Báo cáo chỉ ghi “đã thực hiện” mà không nêu văn bản.", "Nguyễn Văn A (minh họa)", "0292 0000 001")),
        (new("CD_TT"), new("Mỗi hình thức tuyên truyền tính một lần trong kỳ.", "Đường dẫn tin, bài còn mở được; biên bản hội nghị.", "Ảnh chụp không rõ ngày.", "Nguyễn Văn A (minh họa)", "0292 0000 001")),
        (new("TC_XD_TD"), new("Đúng tiến độ khi tờ trình gửi đến trước hoặc đúng ngày ghi trong chương trình.",
            "Tờ trình có số, ngày; văn bản cho phép lùi thời hạn, nếu có.", "Giấy mời họp góp ý; thư điện tử nội bộ.", "Trần Thị B (minh họa)", "0292 0000 002")),
        (new("TC_XD_QT"), new("Đạt khi mọi dự thảo trong kỳ đều có đủ các bước lấy ý kiến và thẩm định.", "Báo cáo thẩm định; bản tổng hợp, giải trình ý kiến.", "Danh sách gửi lấy ý kiến mà không có bản tổng hợp.", "Trần Thị B (minh họa)", "0292 0000 002")),
        (new("TT_CB_NY"), new("Tỷ lệ lấy từ biên bản kiểm tra gần nhất trong kỳ.", "Biên bản kiểm tra; ảnh chụp có ngày và nơi niêm yết.", "Ảnh của năm trước.", "Lê Văn C (minh họa)", "0292 0000 003")),
        (new("TA_TC_QC"), new("Cần đủ cả hai quy chế còn hiệu lực trong kỳ số liệu.", "Số, ngày của hai quyết định ban hành.", "Dự thảo quy chế; quy chế đã hết hiệu lực.", "Phạm Thị D (minh họa)", "0292 0000 004")),
    ];

    /// <param name="othersAtWork">Whether another unit has asked and been answered.</param>
    public static async Task MakeAsync(Installation installation, string round, Change change, bool othersAtWork, CancellationToken cancel)
    {
        if (await installation.GuidanceDesk.ReadAsync(round, cancel) is not { } board)
            return;
        if (!(await installation.GuidanceDesk.SetAsync(round, [.. Texts.Where(row => board.Find(row.Criterion) is not null)], change, cancel)).TryGet(out _))
            throw new InvalidOperationException("The illustrative guidance was refused.");
        if (!othersAtWork || board.Find(new(Asked)) is not var (map, _) || map.Block.Units.LastOrDefault(unit => unit.Code != DemoRound.Unit) is not { } asker)
            return;
        await installation.Database.WriteAsync(async context =>
        {
            var question = new CriterionQuestion
            {
                Round = round, Criterion = new(Asked), Unit = asker.Code, By = "Chế độ thử", Person = change.By, AskedAt = change.At,
                Text = "Dự thảo được cho lùi thời hạn thì tính tiến độ theo ngày nào?",
            };
            question.Take(new(question.Id, 0, "Tính theo thời hạn mới, nếu văn bản cho lùi ban hành trước khi hết hạn cũ. Đính kèm văn bản đó.", NamesUnit: false), "Chế độ thử", change.At);
            context.CriterionQuestions.Add(question);
            await Trail.AppendAsync(context, Trail.OfRound(round), change, "question.answered", $"{asker.Code} {Asked}", new { question.Id, after = question.Answer }, cancel);
            return question;
        }, cancel);
    }
}
