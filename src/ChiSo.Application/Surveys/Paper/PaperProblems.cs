using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Paper;

/// <summary>What can be wrong with keying paper forms.</summary>
public static class PaperProblems
{
    public static Problem NotAllowed(string where) => new("survey.paper-not-allowed", where,
        new("Việc này thuộc người nhập phiếu giấy hoặc người quản lý khảo sát.", "This is for those who key paper forms, or for the survey manager."), new("Nhờ người quản lý khảo sát phân công.", "Ask the survey manager for it."));

    public static Problem NoNumber(string where) => new("survey.paper-number", where,
        new("Số phiếu thiếu hoặc có ký tự lạ.", "The number of the form is missing or has odd letters."), new("Ghi đúng số in trên phiếu: chữ không dấu, chữ số, gạch nối, dấu chấm; tối đa 40 ký tự.", "Write the number printed on the form: plain letters, digits, hyphens, points; 40 at most."));

    public static Problem NoFirst(string typed) => new("survey.paper-first", "first",
        new($"\"{typed}\" không phải số phiếu đầu tiên.", $"\"{typed}\" is no number to begin with."), new("Ghi một số từ 1 đến 999999.", "Write a number from 1 to 999999."));

    public static Problem NoCount(string typed) => new("survey.paper-count", "count",
        new($"Không in được \"{typed}\" phiếu một lần.", $"\"{typed}\" forms can't be printed at a time."), new($"Ghi một số từ 1 đến {PaperOrder.Most}; cần nhiều hơn thì in tiếp từ số sau.", $"Write a number from 1 to {PaperOrder.Most}; print on from the next number for more."));

    public static Problem NoPrintedNumber(string number) => new("survey.paper-print-number", number,
        new($"Số phiếu \"{number}\" sẽ không nhập được: chỉ gồm chữ không dấu, chữ số, gạch nối, dấu chấm, tối đa 40 ký tự.", $"A form numbered \"{number}\" could not be keyed: plain letters, digits, hyphens and points, 40 at most."), new("Mở khảo sát khác với mã đơn vị, mã nhóm ngắn hơn, không dấu.", "Open another survey with shorter, plain codes of units and groups."));

    public static Problem NoStratum(string where, string stratum) => new("survey.paper-stratum", where,
        new($"Không có tầng \"{stratum}\" trong khảo sát này.", $"This survey has no stratum \"{stratum}\"."), new("Chọn một tầng trong danh sách, hoặc để trống.", "Choose one of the list, or leave it empty."));

    public static Problem NoCode(string where, string typed) => new("survey.paper-code", where,
        new($"\"{typed}\" không phải mã của câu này.", $"\"{typed}\" is no code of this question."), new("Ghi một mã ghi dưới ô; câu chọn nhiều thì các mã cách nhau bằng dấu cách.", "Write a code shown below the field; part several by spaces where several may be chosen."));

    public static Problem MoreFields(string where) => new("survey.paper-more", where,
        new("Câu trả lời vừa nhập mở thêm ô mới.", "What was keyed opens further fields."), new("Nhập tiếp các ô mới rồi ghi lại.", "Fill them in and save again."));

    public static Problem Entered(string number) => new("survey.paper-entered", number,
        new($"Phiếu số {number} đã vào kho trả lời.", $"Form {number} is in the store of answers."), new("Xem lại số in trên phiếu; nếu đúng thì không phải nhập nữa.", "Look at the number on the form again; if it is right, nothing needs to be keyed."));

    public static Problem Own(string number) => new("survey.paper-own", number,
        new($"Ông/Bà đã nhập phiếu số {number}; lần nhập thứ hai phải là người khác.", $"You keyed form {number} before; a second person keys it again."), new("Đưa phiếu cho người khác, hoặc xem lại số phiếu.", "Give the form to somebody else, or look at its number again."));

    public static Problem Twice(string number) => new("survey.paper-twice", number,
        new($"Phiếu số {number} đã có hai lần nhập và đang chờ đối chiếu.", $"Form {number} was keyed twice and waits for a third look."), new("Chuyển phiếu cho người đối chiếu.", "Hand the form to whoever settles it."));

    public static Problem Unknown(string number) => new("survey.paper-unknown", number,
        new($"Chưa ai nhập phiếu số {number}.", $"Nobody has keyed form {number}."), new("Mở lại danh sách và chọn từ đó.", "Open the list again and choose from it."));

    public static Problem NothingDiffers(string number) => new("survey.paper-agreed", number,
        new($"Phiếu số {number} không có chỗ lệch nào chờ đối chiếu.", $"Form {number} has nothing to settle."), new("Tải lại danh sách.", "Load the list again."));

    public static Problem NotThird(string number) => new("survey.paper-third", number,
        new($"Ông/Bà là một trong hai người nhập phiếu số {number}; người thứ ba đối chiếu.", $"You are one of the two who keyed form {number}; a third person settles it."), new("Nhờ người khác đối chiếu.", "Ask somebody else."));

    public static Problem Changed(string number) => new("survey.paper-seen", number,
        new($"Phiếu số {number} đã có thay đổi từ khi trang này mở ra; chưa ghi gì.", $"Something was done with form {number} since this page was opened; nothing was written."), new("Xem lại rồi làm lại.", "Look again and do it anew."));

    public static Problem NoReason(string number) => new("survey.paper-reason", number,
        new("Chưa ghi lý do bỏ lần nhập.", "The reason for taking the keying out is missing."), new("Ghi ngắn gọn vì sao.", "Write shortly why."));

    public static Problem Unsettled(string where) => new("survey.paper-unsettled", where,
        new("Chỗ này chưa chọn giá trị nào.", "Nothing is chosen here."), new("Xem phiếu giấy rồi chọn một trong hai, hoặc ghi giá trị khác.", "Look at the paper and choose one of the two, or write another."));
}
