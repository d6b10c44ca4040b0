using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>Why a check outside the system can't be recorded.</summary>
internal static class SiteCheckProblems
{
    public static Problem WrongDay(ReviewLine line) => new("site-check.day", ReviewProblems.Named(line), new("Ngày kiểm tra chưa đúng hoặc còn ở phía trước.", "The day of the check is wrong or still to come."), new("Ghi ngày đã kiểm tra, như 15/01/2026.", "Write the day it took place, such as 15/01/2026."));

    public static Problem NoPlace(ReviewLine line) => new("site-check.no-place", ReviewProblems.Named(line), new("Chưa ghi nơi kiểm tra.", "The place is missing."), new("Ghi trụ sở, phòng hoặc nơi xem tài liệu.", "Write where it took place."));

    public static Problem NoMinutes(ReviewLine line) => new("site-check.no-minutes", ReviewProblems.Named(line), new("Chưa ghi biên bản.", "The minutes are missing."), new("Ghi số biên bản, người tham gia và nội dung đã xem.", "Write the number of the minutes, who was there and what was seen."));

    public static Problem TooLong(ReviewLine line) => new("site-check.too-long", ReviewProblems.Named(line), new("Tệp lớn hơn 50 MB.", "The file is larger than 50 MB."), new("Nén ảnh hoặc chia tệp.", "Compress its pictures or split it."));

    public static Problem WrongFile(ReviewLine line) => new("site-check.file", ReviewProblems.Named(line), new("Tệp không thuộc loại được nhận.", "The file is of no accepted kind."), new("Gửi biên bản quét dạng PDF hoặc ảnh.", "Send the scanned minutes as PDF or picture."));

    public static Problem Unknown(string where) => new("site-check.unknown", where, new("Không có ghi nhận kiểm tra này, hoặc đã rút.", "There is no such check, or it was withdrawn."), new("Tải lại trang.", "Load the page again."));
}
