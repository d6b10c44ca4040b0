using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Fieldwork;

/// <summary>Ends of visits and of re-checks, once for pages and documents.</summary>
public static class FieldWords
{
    public static Words Of(VisitResult result) => result switch
    {
        VisitResult.Interviewed => new("Đã phỏng vấn", "Interviewed"),
        VisitResult.FormCollected => new("Đã thu phiếu giấy", "Paper form collected"),
        VisitResult.LeftForm => new("Đã để lại phiếu", "Form left behind"),
        VisitResult.NotHome => new("Không gặp, sẽ đến lại", "Nobody there, to be visited again"),
        VisitResult.Refused => new("Từ chối", "Refused"),
        VisitResult.Moved => new("Đã chuyển đi", "Moved away"),
        VisitResult.NotFound => new("Không tìm thấy người hoặc địa chỉ", "Person or address not found"),
        VisitResult.Unable => new("Không trả lời được (ốm, ngôn ngữ …)", "Not able to answer (ill, language …)"),
        _ => new("Không thuộc đối tượng", "Not eligible"),
    };

    public static Words Of(RecheckResult result) => result switch
    {
        RecheckResult.Confirmed => new("Đúng như ghi nhận", "As written down"),
        RecheckResult.Differs => new("Khác với ghi nhận", "Differs from what was written down"),
        RecheckResult.NotVisited => new("Không có lượt phỏng vấn", "There was no interview"),
        _ => new("Không liên hệ được", "Not reached"),
    };
}
