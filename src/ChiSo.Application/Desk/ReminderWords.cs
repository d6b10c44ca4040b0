using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Application.Desk;

/// <summary>What reminders say of a stage. In Vietnamese, as letters between offices are.</summary>
internal static class ReminderWords
{
    /// <summary>What is urged on: "nộp bảng tự đánh giá".</summary>
    public static string What(string stage) => Stages.KindOf(stage) switch
    {
        StageKind.Explanation => "gửi bản giải trình",
        StageKind.FirstLevel or StageKind.Review => "thẩm định và xác nhận kết quả",
        _ => "nộp bảng tự đánh giá",
    };

    /// <summary>What the letter is about.</summary>
    public static string About(LiveRound round, string stage) => Stages.KindOf(stage) switch
    {
        StageKind.Explanation => $"đôn đốc giải trình kết quả thẩm định Chỉ số cải cách hành chính năm {round.Period}",
        StageKind.FirstLevel or StageKind.Review => $"đôn đốc thẩm định Chỉ số cải cách hành chính năm {round.Period}",
        _ => $"đôn đốc tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm {round.Period}",
    };

    /// <summary>How many bodies are behind: "còn 3 đơn vị chưa nộp bảng tự đánh giá, chấm điểm".</summary>
    public static string Behind(string stage, int count) => Stages.KindOf(stage) switch
    {
        StageKind.Explanation => $"còn {VietnameseNumbers.CountText(count)} đơn vị chưa gửi bản giải trình",
        StageKind.FirstLevel or StageKind.Review => $"còn {VietnameseNumbers.CountText(count)} cơ quan có dòng chưa thẩm định hoặc chưa xác nhận",
        _ => $"còn {VietnameseNumbers.CountText(count)} đơn vị chưa nộp bảng tự đánh giá, chấm điểm",
    };

    /// <summary>The heading of the list.</summary>
    public static string List(string stage) => Stages.KindOf(stage) switch
    {
        StageKind.Explanation => "Đơn vị chưa gửi bản giải trình",
        StageKind.FirstLevel or StageKind.Review => "Cơ quan có dòng chưa thẩm định hoặc chưa xác nhận",
        _ => "Đơn vị chưa nộp bảng tự đánh giá",
    };

    /// <summary>What is left of one body, as a sentence.</summary>
    public static string Left(string stage, LateBody body)
    {
        var (left, all) = (VietnameseNumbers.CountText(body.All - body.Done), VietnameseNumbers.CountText(body.All));
        return Stages.KindOf(stage) switch
        {
            StageKind.Explanation => $"Đến nay đơn vị chưa gửi bản giải trình; còn {left} trong {all} dòng chưa có ý kiến.",
            StageKind.FirstLevel or StageKind.Review => $"Đến nay cơ quan còn {left} trong {all} dòng chưa thẩm định hoặc chưa xác nhận.",
            _ => $"Đến nay đơn vị chưa nộp; còn {left} trong {all} dòng chưa nhập.",
        };
    }

    /// <summary>The same for a telephone.</summary>
    public static string Short(string stage) => Stages.KindOf(stage) switch
    {
        StageKind.Explanation => "chưa gửi bản giải trình",
        StageKind.FirstLevel or StageKind.Review => "còn dòng chưa thẩm định hoặc chưa xác nhận",
        _ => "chưa nộp bảng tự đánh giá",
    };

    /// <summary>What the message says unless the office writes something else.</summary>
    public static string Draft(string stage) => Stages.KindOf(stage) switch
    {
        StageKind.Explanation => "Đề nghị đơn vị cho ý kiến từng dòng mất điểm và gửi bản giải trình trên hệ thống đúng thời hạn. Nếu vướng mắc, liên hệ cơ quan thường trực để được hướng dẫn.",
        StageKind.FirstLevel or StageKind.Review => "Đề nghị cơ quan hoàn thành thẩm định và xác nhận kết quả trên hệ thống đúng thời hạn. Nếu vướng mắc, liên hệ cơ quan thường trực để được hướng dẫn.",
        _ => "Đề nghị đơn vị hoàn thành và nộp bảng tự đánh giá, chấm điểm trên hệ thống đúng thời hạn. Nếu vướng mắc, liên hệ cơ quan thường trực để được hướng dẫn.",
    };
}
