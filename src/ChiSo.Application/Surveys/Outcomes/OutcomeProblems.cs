using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Outcomes;

/// <summary>What can be wrong with outcomes of the fieldwork.</summary>
public static class OutcomeProblems
{
    public static Problem FromLinks(string where) => new("survey.outcome-answered", where,
        new("Việc đã trả lời được biết từ đường dẫn, không ghi ở đây.", "That somebody answered is known from the link and not written here."), new("Xóa dòng này.", "Delete the row."));

    public static Problem Twice(string where, string reference) => new("survey.outcome-twice", where,
        new($"“{reference}” đứng hai lần cho cùng một đơn vị.", $"“{reference}” stands twice for one unit."), new("Giữ kết quả sau cùng.", "Keep the last outcome."));

    public static Problem NotInvited(string where, string reference, string unit) => new("survey.outcome-not-invited", where,
        new($"“{reference}” không có trong danh sách mời về “{unit}”.", $"“{reference}” was not invited about “{unit}”."), new("Sửa mã người hoặc mã đơn vị.", "Correct the id or the unit."));

    public static Problem Below(string where) => new("survey.outcome-count", where,
        new("Số người không được âm.", "A number of people is not below zero."), new("Ghi một số từ 0.", "Write a number from 0."));

    public static Problem NoTable(string where) => new("survey.outcome-no-table", where,
        new("Chưa chọn tệp kết quả tiếp cận.", "No table of outcomes is chosen."), new("Chọn tệp CSV hoặc Excel có cột id, unit, outcome.", "Choose a CSV or Excel file with the columns id, unit, outcome."));

    public static Problem Nobody(string where) => new("survey.outcome-none", where,
        new("Bảng không có dòng nào.", "The table has no rows."), new("Chọn bảng khác.", "Choose another table."));

    public static Problem StillOpen(string code) => new("survey.outcome-open", code,
        new("Cuộc khảo sát chưa đóng, nên chưa tính tỷ lệ: từng lần đổi số sẽ cho biết ai đã trả lời.", "The survey is not closed, so there are no rates yet: every change of a count would say who answered."), new("Đóng cuộc khảo sát trước.", "Close the survey first."));
}
