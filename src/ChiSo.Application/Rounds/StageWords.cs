using ChiSo.Engine;

namespace ChiSo.Application.Rounds;

/// <summary>The stages of a round as people call them, as the pages do.</summary>
public static class StageWords
{
    /// <param name="stage">A stage, or <see cref="DateChange.Requests"/>; empty for every stage.</param>
    public static Words Of(string stage) => stage switch
    {
        "" => new("Mọi giai đoạn", "Every stage"),
        Stages.Self => new("Tự đánh giá", "Self-assessment"),
        Stages.FirstLevel => new("Thẩm định cấp thứ nhất", "First-level appraisal"),
        Stages.FirstReview => new("Thẩm định lần 1", "First appraisal"),
        Stages.Explanation => new("Giải trình", "Explanation"),
        Stages.SecondReview => new("Thẩm định lần 2", "Second appraisal"),
        Stages.Council => new("Hội đồng thẩm định", "Council"),
        DateChange.Requests => new("Đề nghị xem xét lại", "Requests for review"),
        _ => Words.Same(stage),
    };
}
