using System.Globalization;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Sampling;

/// <summary>What can be wrong with a sample and its replacements.</summary>
internal static class SampleProblems
{
    public static Problem Outside(string field, string text, double least, double most)
    {
        var (from, to) = (Math.Round((decimal)least, 6), Math.Round((decimal)most, 6));
        return new("sample.number", field,
            new(text.Length == 0 ? "Chưa ghi số." : $"“{text}” không dùng được.", text.Length == 0 ? "The number is missing." : $"“{text}” can't be used."),
            new($"Ghi một số từ {VietnameseNumbers.ToText(from)} đến {VietnameseNumbers.ToText(to)}.", $"Write a number from {VietnameseNumbers.ToEnglish(from)} to {VietnameseNumbers.ToEnglish(to)}."));
    }

    public static Problem Expected(string field, string line) => new("sample.expected", field,
        new($"“{line}” không phải là mã đơn vị; tỷ lệ.", $"“{line}” is not the code of a unit; a share."), new("Ghi mỗi dòng như noivu; 85.", "Write a line like noivu; 85."));

    public static Problem NoFrame(string where) => new("sample.no-frame", where, new("Chưa có khung mẫu.", "There is no frame."), new("Tải lên danh sách của các đơn vị trước.", "Upload the lists of the units first."));

    public static Problem OtherFrame(string where) => new("sample.other-frame", where,
        new("Khung mẫu vừa được thay bằng danh sách khác.", "The frame was replaced by other lists meanwhile."), new("Xem lại cỡ mẫu theo khung mới rồi chọn mẫu.", "Look at the sizes for the new frame, then draw."));

    public static Problem Seed(string text) => new("sample.seed", "seed", new($"“{text}” không phải là hạt giống.", $"“{text}” is no seed."), new("Ghi một số nguyên từ 0, ví dụ ngày rút thăm 20261130.", "Write a whole number from 0, such as the day of the draw 20261130."));

    public static Problem Strata(string unit, int wanted, int strata) => new("sample.strata", unit,
        new($"Đơn vị {unit} có {Text(strata)} tầng nhưng chỉ chọn {Text(wanted)} người: mỗi tầng cần ít nhất hai.", $"Unit {unit} has {Text(strata)} strata and only {Text(wanted)} people to draw: each stratum needs two at least."), new("Tăng cỡ mẫu, hoặc gộp tầng.", "Draw more, or merge strata."));

    public static Problem NoClusters(string unit) => new("sample.no-clusters", unit, new($"Danh sách của đơn vị {unit} thiếu cột cluster.", $"The list of unit {unit} lacks the column cluster."), new("Ghi cụm của từng người, hoặc chọn cách một giai đoạn.", "Give each person a cluster, or draw in one stage."));

    public static Problem Unknown(string where) => new("sample.unknown", where, new("Không có lần chọn mẫu này.", "There is no such draw."), new("Tải lại trang.", "Load the page again."));

    public static Problem NotNewest(string where) => new("sample.not-newest", where, new("Đã có lần chọn mẫu sau.", "There is a later draw."), new("Mời theo lần chọn mới nhất.", "Invite from the newest draw."));

    public static Problem AlreadyInvited(string where) => new("sample.invited", where, new("Đã mời theo một lần chọn mẫu.", "People were invited from a draw."), new("Giữ mẫu này; thay người bằng danh sách dự phòng.", "Keep this sample; replace people from the reserve."));

    public static Problem NotInSample(string where, string person) => new("sample.not-in-sample", where, new($"“{person}” không ở trong mẫu, hoặc đã được thay.", $"“{person}” is not in the sample, or was replaced."), new("Xem lại danh sách mẫu.", "Look at the list of the sample."));

    public static Problem NoReserve(string where, string unit) => new("sample.no-reserve", where, new($"Danh sách dự phòng của đơn vị {unit} ở tầng này đã dùng hết.", $"The reserve of unit {unit} in this stratum is used up."), new("Không thay nữa; ghi nhận không trả lời.", "Replace nobody else; it counts as non-response."));

    public static Problem NoReason(string where) => new("sample.no-reason", where, new("Chưa ghi lý do thay.", "The reason is missing."), new("Ghi vì sao không hỏi được người này.", "Write why this person can't be asked."));

    public static Problem Period(string field, string text) => new("sample.period", field,
        new(text.Length == 0 ? "Chưa ghi ngày." : $"“{text}” không phải là ngày, hoặc đến trước ngày đầu kỳ.", text.Length == 0 ? "The day is missing." : $"“{text}” is no day, or comes before the first one."),
        new("Ghi ngày như 31/12/2026; ngày cuối kỳ không trước ngày đầu kỳ.", "Write a day like 31/12/2026; the last day is not before the first."));

    public static Problem DossierOfTwo(string where, string dossier, string other) => new("sample.dossier-of-two", where,
        new($"Hồ sơ “{dossier}” đã đứng ở {other} với người khác.", $"The dossier “{dossier}” stands at {other} with another person."), new("Giữ một dòng, ghi đúng người.", "Keep one of the rows, with the right person."));

    public static Problem NobodyServed(DateOnly from, DateOnly to, int outside) => new("sample.nobody-served", "dossiers",
        new($"Không có hồ sơ nào có kết quả từ {VietnameseDates.ToText(from)} đến {VietnameseDates.ToText(to)}; {Text(outside)} hồ sơ ở ngoài kỳ.", $"No dossier was finished from {VietnameseDates.ToText(from)} to {VietnameseDates.ToText(to)}; {Text(outside)} were not in that period."), new("Xem lại kỳ và cột finished.", "Check the period and the column finished."));

    public static Problem NoDossiers(string where) => new("sample.no-dossiers", where, new("Chưa chọn bảng hồ sơ.", "No table of dossiers is chosen."), new("Chọn một hoặc nhiều tệp CSV hoặc Excel theo mẫu.", "Choose one or more CSV or Excel files by the template."));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
