using ChiSo.Engine;
using ChiSo.Engine.Surveys.Cleaning;

namespace ChiSo.Application.Surveys.Cleaning;

/// <summary>Names of rules and states, once for pages and commands.</summary>
public static class CleaningWords
{
    public static Words Of(CleaningRule rule) => rule switch
    {
        CleaningRule.ExactDuplicate => new("Giống hệt phiếu khác", "Same as another"),
        CleaningRule.NearDuplicate => new("Gần giống phiếu khác", "Nearly the same as another"),
        CleaningRule.StraightLine => new("Một phương án cho cả nhóm câu", "One answer to a whole group"),
        CleaningRule.Contradiction => new("Một phương án cho các câu ngược chiều", "One answer to opposite questions"),
        CleaningRule.TooFast => new("Trả lời quá nhanh", "Answered too fast"),
        _ => new("Bỏ trống quá nhiều", "Too few answered"),
    };

    public static Words Of(AnswerState state) => state switch
    {
        AnswerState.Accepted => new("Được tính", "Accepted"),
        AnswerState.SetAside => new("Loại ra", "Set aside"),
        AnswerState.Reask => new("Hỏi lại", "To be asked again"),
        _ => new("Chưa quyết định", "New"),
    };
}
