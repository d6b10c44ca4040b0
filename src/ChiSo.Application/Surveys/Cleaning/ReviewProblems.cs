using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Cleaning;

/// <summary>What can stand in the way of reviewing a survey.</summary>
public static class ReviewProblems
{
    public static Problem StillOpen(string code) => new("survey.review-open", code,
        new("Cuộc khảo sát chưa đóng, nên chưa rà soát phiếu: ai theo dõi trang này sẽ biết phiếu nào vừa đến.", "The survey is not closed, so its answers aren't reviewed yet: whoever watched the page would know which one just came."), new("Đóng cuộc khảo sát trước.", "Close the survey first."));

    public static Problem SomebodyFaster(string code) => new("survey.review-seen", code,
        new("Đã có quyết định mới từ khi trang này mở ra; chưa ghi gì.", "Something was decided since this page was opened; nothing was written."), new("Xem lại danh sách rồi quyết định lại.", "Look at the list again and decide anew."));

    public static Problem Nothing(string where) => new("survey.review-nothing", where,
        new("Không có gì thay đổi: chưa chọn phiếu nào, hoặc đã như vậy rồi.", "Nothing would change: no answer is chosen, or it stands so already."), new("Chọn phiếu, hoặc chọn quyết định khác.", "Choose answers, or another decision."));

    public static Problem GroupName(string where, string name) => new("survey.review-group", where,
        new($"Nhóm câu \"{name}\" thiếu tên, hoặc trùng tên với nhóm khác.", $"The group of questions \"{name}\" has no name, or that of another."), new("Đặt cho mỗi nhóm một tên riêng.", "Give each group a name of its own."));

    public static Problem TwoGroups(string where, string question) => new("survey.review-two-groups", where,
        new($"Câu \"{question}\" đứng trong hai nhóm.", $"The question \"{question}\" stands in two groups."), new("Để câu trong một nhóm.", "Leave it in one group."));

    public static Problem OtherScale(string group, string question) => new("survey.review-scale", group,
        new($"Câu \"{question}\" có thang điểm khác các câu trong nhóm.", $"The question \"{question}\" has another scale than the group."), new("Chỉ gộp các câu cùng thang điểm.", "Put questions of one scale together."));

    public static Problem NoState(string code) => new("survey.review-no-state", code,
        new("Không còn tình trạng này trong cuộc khảo sát.", "The survey no longer has this state."), new("Mở lại danh sách rồi chọn tình trạng khác.", "Open the list again and choose another state."));

    public static Problem ManyStates(string code, int most) => new("survey.review-many-states", code,
        new($"Có quá {most} tình trạng riêng.", $"There are more than {most} states of its own."), new("Bỏ bớt tình trạng chưa dùng.", "Leave out some that are not used."));

    public static Problem StateName(string code, string name, int longest) => new("survey.review-state-name", code,
        new($"Tình trạng “{name}” thiếu tên, hoặc tên dài quá {longest} ký tự.", $"The state “{name}” has no name, or one of more than {longest} letters."), new("Đặt cho mỗi tình trạng một tên ngắn.", "Give each state a short name."));

    public static Problem StateTwice(string code, string name) => new("survey.review-state-twice", code,
        new($"Tên “{name}” trùng với một tình trạng khác.", $"“{name}” has the name of another state."), new("Đặt tên khác.", "Choose another name."));

    public static Problem StateUsed(string code, string name) => new("survey.review-state-used", code,
        new($"Tình trạng “{name}” đã dùng trong quyết định: không bỏ được và không đổi cách tính được.", $"“{name}” was decided on: it can neither go nor count in another way."), new("Giữ lại; có thể đổi tên.", "Keep it; its name may change."));

    public static Problem NoAnswer(string code) => new("survey.review-no-answer", code,
        new("Không có phiếu này trong danh sách rà soát.", "There is no such answer under review."), new("Mở lại danh sách và chọn từ đó.", "Open the list again and choose from it."));

    public static Problem NoQuestion(string code, string question) => new("survey.review-no-question", $"{code}: {question}",
        new("Không có câu hỏi này, hoặc câu này không dùng được ở đây.", "There is no such question, or it can't be used here."), new("Chọn một câu của phiếu hỏi, không phải ý kiến viết tay.", "Choose a question of the questionnaire that is no free text."));

    public static Problem NotUndone(string code) => new("survey.review-undone", code,
        new("Không có quyết định này, hoặc đã được hoàn lại.", "There is no such decision, or it was taken back before."), new("Mở lại trang để xem các quyết định còn hiệu lực.", "Open the page again to see what is in force."));

    public static Problem WrongShare(string code) => new("survey.recheck-share", code,
        new("Tỷ lệ phúc tra phải từ 5 % đến 10 %.", "Between 5 % and 10 % are checked again."), new("Ghi một số từ 5 đến 10.", "Write a number from 5 to 10."));

    public static Problem NotANumber(string member, string text) => new("survey.review-number", member,
        new($"“{text}” không phải là số dùng được ở đây.", $"“{text}” is no number that can be used here."), new("Ghi số, dấu phẩy thập phân.", "Write a number with a decimal comma."));
}
