using System.Globalization;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Fieldwork;

/// <summary>What can be wrong with fieldwork.</summary>
public static class FieldProblems
{
    public static Problem NotAllowed(string where) => new("field.not-allowed", where,
        new("Việc này không thuộc vai trò hoặc địa bàn của Ông/Bà.", "This is not for your role, or not of your area."), new("Nhờ điều phối viên của địa bàn, hoặc người quản lý khảo sát.", "Ask the coordinator of the area, or the survey manager."));

    public static Problem UnknownArea(string where) => new("field.unknown-area", where,
        new("Cuộc khảo sát không có địa bàn này.", "The survey has no such area."), new("Chọn địa bàn từ danh sách.", "Choose an area from the list."));

    public static Problem Code(string where) => new("field.code", where,
        new("Mã địa bàn còn trống hoặc có ký tự khác.", "The code of the area is empty, or has other signs in it."), new("Dùng chữ thường không dấu, số và gạch nối, ví dụ ninh-kieu.", "Use lower-case letters, digits and hyphens, such as ninh-kieu."));

    public static Problem Taken(string where, string code) => new("field.taken", where,
        new($"Đã có địa bàn “{code}”.", $"There is an area “{code}” already."), new("Dùng mã khác, hoặc sửa địa bàn đó.", "Use another code, or change that area."));

    public static Problem Name(string where) => new("field.name", where,
        new("Tên địa bàn còn trống hoặc quá dài.", "The name of the area is empty or too long."), new("Ghi tên ngắn gọn, tối đa 200 ký tự.", "Write a short name, 200 characters at most."));

    public static Problem NoGroup(string where) => new("field.no-group", where,
        new("Địa bàn chưa có đơn vị hoặc tầng nào.", "The area has no unit and no stratum."), new("Ghi mỗi dòng một nhóm: mã đơn vị, hoặc mã đơn vị; tầng, hoặc *; tầng.", "Write a group a line: unit, or unit; stratum, or *; stratum."));

    public static Problem Group(string where, string line) => new("field.group", where,
        new($"Không hiểu nhóm “{line}”, hoặc đơn vị không có trong khảo sát.", $"The group “{line}” can't be read, or its unit is not rated."), new("Ghi mã đơn vị, hoặc mã đơn vị; tầng, hoặc *; tầng.", "Write unit, or unit; stratum, or *; stratum."));

    public static Problem Overlap(string where, string line, string other) => new("field.overlap", where,
        new($"“{line}” trùng với “{other}”: mỗi người được mời chỉ thuộc một địa bàn.", $"“{line}” overlaps with “{other}”: everybody invited belongs to one area."), new("Bỏ bớt một nhóm.", "Take one of the groups away."));

    public static Problem InUse(string where, int people) => new("field.in-use", where,
        new($"{Text(people)} người đã giao cho điều tra viên sẽ ra khỏi địa bàn.", $"{Text(people)} people who were given to interviewers would leave the area."), new("Giữ nhóm của họ, hoặc thu lại người chưa đến trước.", "Keep their groups, or take people who weren't visited back first."));

    public static Problem Quota(string where, string line) => new("field.quota", where,
        new($"Không hiểu chỉ tiêu “{line}”.", $"The quota “{line}” can't be read."), new("Ghi: câu hỏi; lựa chọn; số phiếu mong muốn (từ 1).", "Write: question; choice; number wanted (from 1)."));

    public static Problem QuotaQuestion(string where, string question) => new("field.quota-question", where,
        new($"Câu “{question}” không dùng làm nhóm được.", $"The question “{question}” can't make groups."), new("Chọn câu hỏi một lựa chọn về bản thân người trả lời, không thuộc yếu tố nào.", "Choose a question with one choice about people themselves that feeds no factor."));

    public static Problem QuotaChoice(string where, string question, string choice) => new("field.quota-choice", where,
        new($"Câu “{question}” không có lựa chọn “{choice}”.", $"The question “{question}” has no choice “{choice}”."), new("Ghi tên lựa chọn như trong phiếu hỏi.", "Write the name of the choice as the questionnaire has it."));

    public static Problem QuotaTwice(string where, string question, string choice) => new("field.quota-twice", where,
        new($"“{question}; {choice}” đứng hai lần.", $"“{question}; {choice}” stands twice."), new("Giữ một dòng.", "Keep one line."));

    public static Problem Overtaken(string where) => new("field.overtaken", where,
        new("Người khác vừa thay đổi chỗ này; chưa ghi gì.", "Somebody changed this meanwhile; nothing was written."), new("Xem lại rồi ghi lại.", "Look at it again and write anew."));

    public static Problem NoInterviewer(string where) => new("field.no-interviewer", where,
        new("Người này không phải là điều tra viên của địa bàn.", "This person is no interviewer of the area."), new("Nhờ quản trị hệ thống giao vai trò điều tra viên, rồi chọn từ danh sách.", "Ask the administrator for the interviewer's mandate, then choose from the list."));

    public static Problem NothingToGive(string where) => new("field.nothing-to-give", where,
        new("Không có người nào để giao hoặc thu lại.", "There is nobody to give or to take back."), new("Chọn nhóm còn người chưa giao và ghi số từ 1.", "Choose a group with people not given yet, and a number from 1."));

    public static Problem NotYours(string where) => new("field.not-yours", where,
        new("Người này không có trong danh sách được giao.", "This person is not on your list."), new("Chọn từ danh sách của mình.", "Choose from your list."));

    public static Problem OtherKey(string where) => new("field.other-key", where,
        new("Mã này không phải là mã trên phiếu mời của người này.", "This is not the code on this person's slip."), new("Xem lại phiếu mời, gồm 24 ký tự.", "Look at the slip again; the code has 24 signs."));

    public static Problem Day(string where) => new("field.day", where,
        new("Ngày chưa đúng, còn ở sau hôm nay, hoặc ở trước ngày mở khảo sát.", "The day is wrong, later than today, or earlier than the survey's first."), new("Ghi như 31/12/2026.", "Write it like 31/12/2026."));

    public static Problem Result(string where) => new("field.result", where,
        new("Chưa chọn kết quả.", "No result is chosen."), new("Chọn một kết quả trong danh sách.", "Choose one of the list."));

    public static Problem Counts(string where) => new("field.counts", where,
        new("Số phiếu bàn giao chưa đúng.", "The numbers handed over are wrong."), new("Ghi số nguyên từ 0, tổng từ 1; phiếu hỏng không nhiều hơn phiếu nhận lại.", "Write whole numbers from 0, one or more in all; no more spoiled than came back."));

    public static Problem Price(string where) => new("field.price", where,
        new("Mức chi chưa đúng.", "The amount is wrong."), new("Ghi số đồng nguyên từ 0 đến 100.000.000.", "Write whole dong from 0 to 100,000,000."));

    public static Problem Share(string where) => new("field.share", where,
        new("Tỷ lệ phúc tra phải từ 5 đến 10 %.", "5 to 10 % are checked again."), new("Ghi số nguyên từ 5 đến 10.", "Write a whole number from 5 to 10."));

    public static Problem Seed(string where) => new("field.seed", where,
        new("Số gieo phải là số nguyên không âm.", "The seed is a whole number from 0."), new("Ghi một số bốc thăm công khai.", "Write a number that was drawn in the open."));

    public static Problem NothingToCheck(string where) => new("field.nothing-to-check", where,
        new("Không có lượt phỏng vấn nào mới để rút phúc tra.", "No interview since the last draw can be checked again."), new("Rút khi có thêm phỏng vấn.", "Draw once more people were interviewed."));

    public static Problem OwnVisit(string where) => new("field.own-visit", where,
        new("Không ai phúc tra lượt đến của chính mình.", "Nobody checks their own visits."), new("Nhờ giám sát viên khác.", "Ask another supervisor."));

    public static Problem Note(string where) => new("field.note", where,
        new("Ghi chú còn trống hoặc quá dài.", "The note is missing or too long."), new("Khi khác với ghi nhận, ghi rõ khác gì, tối đa 500 ký tự.", "Where it differs, write how, 500 characters at most."));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
