using System.Globalization;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>What can be wrong with surveys, invitations and answers handed in.</summary>
public static class SurveyProblems
{
    public static Problem Unreadable(string where, Words why) => new("survey.declaration", where,
        new($"Không hiểu được tệp khai báo cuộc khảo sát: {why.Vi}.", $"The declaration of the survey can't be understood: {why.En}."), new("Sửa chỗ này theo trang hướng dẫn khảo sát.", "Correct it after the page on surveys."));

    public static Problem Declared(string where, Words what) => new("survey.declared", where,
        new($"Khai báo chưa được: {what.Vi}.", $"The declaration falls short: {what.En}."), new("Sửa chỗ này rồi mở lại.", "Correct it and open again."));

    public static Problem RatersAreInvited(string code) => new("survey.raters-invited", code,
        new("Khảo sát này hỏi về nhiều đơn vị trên một phiếu, chỉ trả lời bằng đường dẫn mời riêng.", "This survey asks about several units on one form and is answered by invitation alone."), new("Mời từng người theo bảng ai đánh giá ai.", "Invite people by the table of who rates whom."));

    public static Problem Opened(string code) => new("survey.opened", code,
        new("Cuộc khảo sát này đã mở với nội dung khác; nội dung đã mở không thể thay.", "The survey is open with other content, and what was opened never changes."), new("Mở với mã khác.", "Open it under another code."));

    public static Problem Unknown(string code) => new("survey.unknown", code,
        new("Không có cuộc khảo sát này.", "There is no such survey."), new("Xem lại mã, hoặc mở bằng chiso survey open.", "Check the code, or open it with chiso survey open."));

    public static Problem NotAllowed(string where) => new("survey.not-allowed", where,
        new("Việc này thuộc người quản lý khảo sát.", "This is for the survey manager."), new("Nhờ người quản lý khảo sát làm.", "Ask the survey manager."));

    public static Problem StillCollecting(string code) => new("survey.results-open", code,
        new("Cuộc khảo sát chưa đóng nên chưa có kết quả: hai lần xem cách nhau một phiếu sẽ lộ câu trả lời của người vừa gửi.", "The survey is not closed, so it has no results yet: two looks one answer apart would tell what that person answered."),
        new("Xem tiến độ thu phiếu; đủ phiếu thì đóng cuộc khảo sát rồi xem kết quả.", "Watch how the fieldwork goes; once there are enough answers close the survey, then read the results."));

    public static Problem NoForm(string where) => new("survey.no-form", where,
        new("Chưa chọn phiếu hỏi.", "No questionnaire is chosen."), new("Chọn một phiếu hỏi kèm theo, hoặc tải lên tệp XLSForm.", "Choose one that comes along, or upload an XLSForm."));

    public static Problem NoList(string where) => new("survey.no-list", where,
        new("Chưa chọn tệp danh sách.", "No list is chosen."), new("Chọn một hoặc nhiều tệp CSV hoặc Excel có cột id, unit và, nếu có, stratum.", "Choose one or more CSV or Excel files with the columns id, unit and, if any, stratum."));

    public static Problem NobodyNew(string where) => new("survey.nobody-new", where,
        new("Mọi người trong danh sách đều đã được mời.", "Everybody on the list has been invited before."), new("Không có việc gì phải làm.", "Nothing needs to be done."));

    public static Problem ReserveAlone(string where) => new("survey.reserve-alone", where,
        new("Mọi dòng của danh sách đều là dự phòng: không có ai để mời.", "Every row of the list is of the reserve: there is nobody to invite."), new("Dùng danh sách mẫu có người được chọn; người dự phòng chỉ được mời khi thay người khác.", "Use the list of the sample with those drawn; the reserve is invited only in the place of somebody."));

    public static Problem TwoStrata(string where, string reference, string other) => new("survey.two-strata", where,
        new($"\"{reference}\" đã đứng ở {other} với tầng hoặc cụm khác.", $"\"{reference}\" stands at {other} in another stratum or cluster."), new("Giữ một dòng, ghi đúng tầng, cụm.", "Keep one of the rows, with the right stratum and cluster."));

    public static Problem NoAddress(string where) => new("survey.no-address", where,
        new("Địa chỉ công khai phải bắt đầu bằng https:// hoặc http:// và không kèm đường dẫn.", "The public address begins with https:// or http:// and has no path."), new("Ghi như https://khaosat.example.vn.", "Write it like https://khaosat.example.vn."));

    public static Problem NoReason(string where) => new("survey.no-reason", where,
        new("Chưa ghi lý do đóng.", "The reason is missing."), new("Ghi ngắn gọn vì sao thôi nhận phiếu.", "Write shortly why answers are no longer taken."));

    public static Problem NoRound(string round) => new("survey.no-round", round,
        new("Không có kỳ đánh giá này trong cơ sở dữ liệu.", "The database has no such round."), new("Sửa mã kỳ, hoặc bỏ \"round\".", "Correct the code, or leave out \"round\"."));

    public static Problem NoUnit(string where, string unit) => new("survey.no-unit", where,
        new($"Không có đơn vị \"{unit}\" ở đây.", $"There is no unit \"{unit}\" here."), new("Ghi mã một đơn vị được đánh giá.", "Write the code of a unit that is rated."));

    public static Problem Closed(string code) => new("survey.closed", code,
        new("Cuộc khảo sát này đã đóng.", "The survey is closed."), new("Không có việc gì phải làm.", "Nothing needs to be done."));

    public static Problem TooFew(string where, int invited, int least) => new("survey.group-too-small", where,
        new($"Nhóm này chỉ có {Text(invited)} người được mời, ít hơn {Text(least)}: câu trả lời sẽ lộ người trả lời.", $"Only {Text(invited)} people of this group are invited, fewer than {Text(least)}: answers would tell who gave them."),
        new("Gộp tầng, hoặc mời thêm người.", "Merge strata, or invite more people."));

    public static Problem InvitedTwice(string where, string reference) => new("survey.invited-twice", where,
        new($"\"{reference}\" được mời hai lần cho cùng một đơn vị.", $"\"{reference}\" is invited twice for one unit."), new("Xóa dòng thừa.", "Delete the second row."));

    public static Problem NoLink(string code) => new("survey.no-link", code,
        new("Đường dẫn này không có giá trị.", "This link is not valid."), new("Xem lại đường dẫn trong thư mời, hoặc gọi số điện thoại ghi trong thư.", "Check the link in the invitation, or call the number in it."));

    public static Problem NotOpen(string code) => new("survey.not-open", code,
        new("Cuộc khảo sát này không nhận phiếu vào lúc này.", "The survey takes no answers now."), new("Xem ngày mở và ngày kết thúc trong thư mời.", "See the days in the invitation."));

    public static Problem KeyedTwice(string where, string number) => new("survey.keyed-twice", where,
        new($"Phiếu số \"{number}\" đứng hai lần trong tệp.", $"Form \"{number}\" stands in the file twice."), new("Xóa dòng thừa, hoặc sửa số phiếu.", "Delete one row, or correct the number."));

    public static Problem NotAsked(string where) => new("survey.not-asked", where,
        new("Câu này không được hỏi, theo các câu trả lời khác của phiếu.", "By the other answers of the form this question is not asked."), new("Xem lại phiếu giấy; xóa ô này nếu người trả lời ghi nhầm.", "Look at the paper; empty the cell when the person wrote there by mistake."));

    public static Problem NoIndex(string code) => new("survey.no-index", code,
        new("Chưa có phiếu đủ nhóm, hoặc phiếu hỏi không có câu nào vào chỉ số.", "There are no answers in groups large enough, or no question feeds an index."), new("Thu thêm phiếu, hoặc ghi yếu tố cho câu hỏi.", "Collect more, or give questions a factor."));

    public static Problem NoScale(string question) => new("survey.no-scale", question,
        new("Các lựa chọn của câu này không phải là số nên không tính được chỉ số.", "The choices of this question are no numbers, so no index can be made of them."), new("Đặt tên lựa chọn bằng số theo thang đo, hoặc bỏ câu này khỏi yếu tố.", "Name the choices by the numbers of their scale, or take the question out of its factor."));

    public static Problem NoSlipLink(string where) => new("survey.slip-link", where,
        new("Dòng này không có đường dẫn của cuộc khảo sát này.", "This row has no link of this survey."), new("Dùng tệp mà chiso survey invite đã ghi cho cuộc khảo sát này.", "Use the file chiso survey invite wrote for this survey."));

    public static Problem WrongSize(string where) => new("survey.group-size", where,
        new("Số người phải là số nguyên từ 1, và mỗi tầng của một đơn vị chỉ ghi một lần.", "The number of people is a whole number from 1, and each stratum of a unit stands once."), new("Sửa dòng này.", "Correct the row."));

    public static Problem TooSmall(string group, int people) => new("survey.group-people", group,
        new($"Nhóm này chỉ ghi {Text(people)} người, ít hơn số phiếu đã thu, nên không tính được trọng số.", $"This group is said to have {Text(people)} people, fewer than its answers, so they can't be weighted."),
        new("Ghi số người của tổng thể trong từng tầng của từng đơn vị.", "Write how many people the population has in each stratum of each unit."));

    public static Problem Telephone(string where, string text) => new("survey.telephone", where,
        new($"“{text}” không phải là số điện thoại.", $"“{text}” is no telephone number."), new("Ghi từ 8 đến 15 chữ số, như 0292 3 812 345, hoặc để trống.", "Write 8 to 15 digits, like 0292 3 812 345, or leave it empty."));

    public static Problem TooLong(string where, int most) => new("survey.too-long", where,
        new($"Ô này dài hơn {Text(most)} ký tự.", $"This cell has more than {Text(most)} characters."), new("Ghi ngắn lại.", "Write it shorter."));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
