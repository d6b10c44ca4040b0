using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>Why a file isn't taken for its secrecy.</summary>
internal static class SecrecyProblems
{
    /// <summary>What to do with a secret document on a line of a sheet.</summary>
    public static Words Explain { get; } = new("Giải trình ở dòng này; cơ quan thẩm định xem bản giấy tại đơn vị. Nếu đây không phải dấu mật, viện dẫn văn bản thay cho tệp.", "Explain on the line; appraisers look at the paper at the unit. If it is no stamp, cite the document instead of the file.");

    /// <summary>What to do with a secret paper that was to be laid in.</summary>
    public static Words PaperStays { get; } = new("Giữ bản giấy theo quy định về tài liệu mật và không đưa lên đây. Nếu đây không phải dấu mật, gửi bản quét và cam đoan không có dấu mật.", "Keep the paper as the rules on secret documents say, and not here. If it is no stamp, send a scan and state that it bears none.");

    /// <param name="place">Where in the file.</param>
    /// <param name="instead">What to do now.</param>
    public static Problem Marked(SentFile sent, Words place, string mark, Words instead) => new("file.secret-inside", sent.Name,
        new($"Tệp có dấu {mark} ({place.Vi}), nên không được đưa lên hệ thống này và đã bị xóa ngay.", $"The file bears the stamp {mark} ({place.En}): it must not be put on this system, and nothing of it was kept."), instead);

    public static Problem Unstated(SentFile sent) => new("file.secrecy-unstated", sent.Name,
        new("Chương trình không đọc được hết chữ trong tệp này (ảnh, bản quét, tệp cũ), nên không biết tệp có dấu mật hay không.", "The program can't read all of the text in this file (a picture, a scan, an old format), so it doesn't know whether it bears a secrecy stamp."),
        new("Xem lại tệp, đánh dấu vào ô cam đoan không có dấu mật, rồi gửi lại.", "Look at the file, tick the box that says it bears none, and send it again."));
}
