using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>What may be wrong with a round as one JSON file, beside what may be wrong with any round.</summary>
internal static class RoundJsonProblems
{
    private static readonly Words AsDescribed = new("Viết như trong docs/reference/round-json.md.", "Write it as docs/reference/round-json.md shows.");

    public static Problem NotJson(string file, long line, long column) => new("json.syntax", $"{file}:{line}:{column}",
        new("Từ chỗ này tệp không còn đúng cú pháp JSON.", "From here on the file is not JSON."),
        new("Sửa dấu phẩy, dấu ngoặc ở ngay trước chỗ này, hoặc xuất lại tệp.", "Mend the comma, quote or bracket just before this place, or export the file again."));

    public static Problem WrongEncoding(string file) => new("json.wrong-encoding", file,
        new("Tệp không ở bảng mã UTF-8.", "The file is not in UTF-8."), new("Lưu lại tệp ở bảng mã UTF-8.", "Save it again in UTF-8."));

    public static Problem NotARound(string file) => new("json.not-a-round", file,
        new("Tệp JSON này không phải một kỳ đánh giá.", "This JSON file is no round."),
        new($"Ghi \"format\": \"{RoundJson.Format}\" ở đầu, hoặc chọn tệp do chiso export ghi.", $"Write \"format\": \"{RoundJson.Format}\" at its start, or choose a file chiso export wrote."));

    public static Problem WrongType(string where, Words needed) => new("json.wrong-type", where,
        new($"Chỗ này cần {needed.Vi}.", $"This needs {needed.En}."), AsDescribed);

    public static Problem UnknownMember(string where, string name, IEnumerable<string> known)
    {
        var names = string.Join(", ", known);
        return new("json.unknown-member", where,
            new($"Ở đây không có mục \"{name}\".", $"There is no member \"{name}\" here."), new($"Xóa, hoặc dùng một trong: {names}.", $"Delete it, or use one of: {names}."));
    }

    public static Problem MemberTwice(string where, string name) => new("json.member-twice", where,
        new($"Mục \"{name}\" có hai lần.", $"The member \"{name}\" stands there twice."), new("Giữ lại một.", "Keep one of them."));

    public static Problem MissingMember(string where, string name) => new("json.missing-member", where,
        new($"Thiếu mục \"{name}\".", $"The member \"{name}\" is missing."), AsDescribed);

    public static Problem BlockTwice(string where, string code) => new("json.block-twice", where,
        new($"Khối {code} có hai lần.", $"Block {code} is there twice."), new("Đặt mã khác cho một trong hai khối.", "Give one of the two another code."));
}
