using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>What stands in the way of feeding a survey into a round, in both languages.</summary>
public static class FeedProblems
{
    public static Problem Twice(string where) => new("feed.twice", where,
        new("Dòng này trùng với một dòng ở trên: mỗi tiêu chí lấy từ một yếu tố, mỗi đơn vị ứng với một đơn vị.", "This row repeats one above: a line takes one factor, a unit is one unit."), new("Xóa một trong hai dòng.", "Delete one of the two."));

    public static Problem NoFactors(string where) => new("feed.no-factors", where,
        new("Bảng chưa nêu yếu tố nào cho tiêu chí nào.", "The table names no factor for any line."), new("Thêm ít nhất một dòng factor.", "Add a row \"factor\" or more."));

    public static Problem NoLineChosen() => new("feed.no-factors", "mapping",
        new("Chưa chọn yếu tố cho tiêu chí nào.", "No line was given a factor."), new("Chọn yếu tố cho ít nhất một tiêu chí.", "Choose a factor for one line or more."));

    public static Problem NoFactor(FeedPair pair, string known) => new("feed.no-factor", pair.FromWhere,
        new($"Phiếu hỏi không có yếu tố \"{pair.From}\".", $"The questionnaire has no factor \"{pair.From}\"."), new($"Ghi một trong: {known}.", $"Write one of: {known}."));

    public static Problem NoLine(FeedPair pair, string known) => new("feed.no-line", pair.Where,
        new($"Kỳ đánh giá không có tiêu chí khảo sát mã \"{pair.To}\".", $"The round has no survey line of the code \"{pair.To}\"."), new($"Ghi một trong: {known}.", $"Write one of: {known}."));

    public static Problem OtherMeasure(FeedPair pair, string measure) => new("feed.measure", pair.Where,
        new($"Tiêu chí {pair.To} khai cách đo khác ({measure}); chỉ số này là tỷ lệ câu trả lời hài lòng, thang 100.", $"Line {pair.To} declares another measure ({measure}); this index is the share of satisfied answers, out of 100."),
        new("Bỏ dòng này khỏi bảng, hoặc khai measure=top_two; scale=100 ở tiêu chí khi đúng như vậy.", "Take the row out, or declare measure=top_two; scale=100 at the line where that is so."));

    public static Problem NoUnit(string where, string unit) => new("feed.no-unit", where,
        new($"Đơn vị \"{unit}\" không ở khối nào có các tiêu chí này.", $"No block with these lines has a unit \"{unit}\"."), new("Thêm dòng unit nêu mã trong kỳ; để trống cột to nếu không đưa đơn vị này vào.", "Add a row \"unit\" with its code in the round; leave \"to\" empty to leave the unit out."));

    public static Problem NotRated(FeedPair pair) => new("feed.not-rated", pair.FromWhere,
        new($"Cuộc khảo sát không hỏi về đơn vị \"{pair.From}\".", $"The survey asks about no unit \"{pair.From}\"."), new("Ghi mã đơn vị trong khai báo cuộc khảo sát, hoặc xóa dòng.", "Write a code of the survey's declaration, or delete the row."));

    public static Problem SameUnit(FeedPair pair) => new("feed.same-unit", pair.Where,
        new($"Hai đơn vị của cuộc khảo sát cùng ứng với \"{pair.To}\".", $"Two units of the survey are both \"{pair.To}\"."), new("Sửa một trong hai dòng.", "Correct one of them."));

    public static Problem OtherRound(string survey, string round) => new("feed.other-round", survey,
        new($"Cuộc khảo sát này khai là của kỳ {round}.", $"The survey is declared for round {round}."), new($"Đưa vào kỳ {round}.", $"Feed it into {round}."));

    public static Problem StillOpen(string survey) => new("feed.still-open", survey,
        new("Cuộc khảo sát còn nhận phiếu nên chỉ số còn đổi.", "The survey still takes answers, so its index still changes."), new("Đóng cuộc khảo sát rồi làm lại.", "Close the survey, then try again."));

    public static Problem Overtaken(string round) => new("feed.overtaken", round,
        new("Số liệu của cuộc khảo sát hoặc của kỳ đã đổi sau khi xem trước; chưa ghi gì.", "The figures of the survey or of the round changed after they were looked at; nothing was written."), new("Xem lại bảng dưới đây rồi xác nhận.", "Look at the table below again, then confirm."));

    public static Problem NoTable() => new("feed.no-table", "mapping",
        new("Chưa chọn tệp bảng đối chiếu.", "No file with the mapping is chosen."), new("Chọn tệp CSV hoặc Excel với cột what, from, to.", "Choose a CSV or Excel file with the columns what, from, to."));

    public static Problem NoRoundChosen() => new("feed.no-round", "round",
        new("Chưa chọn kỳ đánh giá.", "No round is chosen."), new("Chọn kỳ nhận kết quả.", "Choose the round that takes the results."));

    public static Problem NotAllowed(string survey) => new("feed.not-allowed", survey,
        new("Việc đưa kết quả khảo sát vào kỳ thuộc người quản lý khảo sát.", "Feeding a round is for the survey manager."), new("Nhờ người quản lý khảo sát làm.", "Ask the survey manager."));

    public static Problem ClustersLeftOut(string survey) => new("feed.clusters", survey,
        new("Mẫu được chọn theo cụm nhưng sai số chưa tính đến cụm nên nhỏ hơn thực tế.", "The sample was drawn by clusters, but the errors leave them out and are too small."),
        new("Đánh dấu (hoặc thêm --accept-clusters) để xác nhận đã biết; nguồn của số liệu sẽ ghi rõ điều này.", "Tick (or add --accept-clusters) to say that you know; the source of the values will say so."));

    public static Problem Frozen(string round) => new("feed.frozen", round,
        new("Kết quả kỳ này đã chốt nên không đưa số liệu khảo sát vào nữa.", "The round's results are frozen, so a survey can't feed it any more."), new("Chỉ một quyết định điều chỉnh mới sửa được kết quả đã chốt.", "Only a new decision corrects frozen results."));

    public static Problem NotWritable(string path) => new("feed.not-writable", path,
        new("Tệp loại này chỉ đọc được, không ghi lại được.", "A file of this kind can be read but not written."), new("Đổi thành thư mục CSV hoặc .xlsx bằng chiso export rồi làm lại.", "Make it a folder of CSV files or an .xlsx with chiso export, then try again."));

    public static Problem NoRound(string round) => new("round.unknown", round,
        new("Không có kỳ đánh giá này trong cơ sở dữ liệu.", "The database has no such round."), new("Nêu mã đã dùng khi nhập, hoặc nhập kỳ bằng chiso import.", "Give the code it was imported under, or import it with chiso import."));
}
