using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ChiSo.Application.Files;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>Why evidence can't be taken.</summary>
internal static partial class EvidenceProblems
{
    public static ImmutableArray<Problem> Of(AddEvidence input, bool hasFile)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (!hasFile && input.Number.Trim().Length == 0)
            problems.Add(new("evidence.empty", "number", new("Chưa có tệp và chưa ghi số, ký hiệu văn bản.", "There is neither a file nor a document's number."), new("Chọn tệp, hoặc ghi số, ký hiệu văn bản.", "Choose a file, or write the document's number.")));
        if (input.Number.Trim().Length > 0 && (input.IssuedOn is null || input.Issuer.Trim().Length == 0))
            problems.Add(new("evidence.citation", "issuedOn", new("Văn bản viện dẫn còn thiếu ngày hoặc cơ quan ban hành.", "The citation lacks its date or its issuer."), new("Ghi đủ ngày và cơ quan ban hành.", "Write both.")));
        if (BearsSecretMark(string.Join(' ', input.Number, input.Abstract, input.FileName)))
            problems.Add(new("evidence.secret", "abstract", new("Tài liệu mang dấu mật không được đưa lên hệ thống này.", "A document marked secret must not be put on this system."),
                new("Giải trình ở dòng này; cơ quan thẩm định xem bản giấy tại đơn vị.", "Explain on the line; appraisers look at the paper at the unit.")));
        return problems.ToImmutable();
    }

    /// <summary>Whether somebody's words name a mark of secrecy.</summary>
    public static bool BearsSecretMark(string text) => SecretMark().IsMatch(text);

    public static Problem TooLong(AddEvidence input) => new("evidence.too-long", input.FileName, new("Tệp lớn hơn 50 MB.", "The file is larger than 50 MB."), new("Nén ảnh hoặc chia tệp thành nhiều phần.", "Compress its pictures or split it."));

    public static Problem Refused(AddEvidence input, FileRefusal refusal) => refusal switch
    {
        FileRefusal.Empty => new("evidence.empty-file", input.FileName, new("Tệp trống.", "The file is empty."), new("Kiểm tra lại tệp trên máy rồi chọn lại.", "Look at the file and choose it again.")),
        FileRefusal.UnknownEntry => new("evidence.zip-entry", input.FileName, new("Tệp nén hoặc tệp Office chứa nội dung không được nhận, ví dụ macro.", "The archive or Office file holds something that isn't accepted, such as macros."),
            new("Chỉ nén các tệp PDF, Word, Excel và ảnh; lưu Office dạng không có macro.", "Pack only PDF, Word, Excel and pictures; save Office files without macros.")),
        FileRefusal.UnsafeZip => new("evidence.zip-unsafe", input.FileName, new("Tệp nén bị hỏng, có mật khẩu, hoặc quá lớn khi mở ra.", "The archive is damaged, locked, or too large when unpacked."), new("Nén lại, không đặt mật khẩu.", "Pack it again, without a password.")),
        _ => new("evidence.kind", input.FileName, new("Nội dung tệp không thuộc loại được nhận.", "The content of the file is of no accepted kind."),
            new("Nhận PDF, Word, Excel, JPEG, PNG, HEIC và ZIP chứa các loại đó.", "PDF, Word, Excel, JPEG, PNG, HEIC, and ZIP of those are accepted.")),
    };

    public static Problem NoPhotograph(string name) => new("evidence.no-photograph", name, new($"“{name}” không phải ảnh JPEG, PNG hoặc HEIC nên không ghép được.", $"“{name}” is no JPEG, PNG or HEIC photograph, so it can't be joined."), new("Bỏ tệp này ra, hoặc gửi riêng không ghép.", "Leave it out, or send it by itself."));

    public static Problem BrokenPhotograph(string name) => new("evidence.photograph-broken", name, new($"Ảnh “{name}” bị hỏng hoặc quá lớn khi mở ra.", $"The photograph “{name}” is damaged, or too large when unpacked."), new("Chụp lại, hoặc lưu lại dạng JPEG.", "Take it again, or save it as JPEG."));

    public static Problem NoHeic(string name) => new("evidence.no-heic", name, new($"Máy chủ này chưa có bộ giải mã ảnh HEIC, nên không ghép được “{name}”.", $"This server has no decoder for HEIC, so “{name}” can't be joined."), new("Đặt điện thoại chụp dạng JPEG, hoặc gửi riêng không ghép.", "Set the phone to JPEG, or send it by itself."));

    public static Problem TooManyPhotographs(int most) => new("evidence.photographs-many", "file", new($"Mỗi lần ghép tối đa {most} ảnh.", $"At most {most} photographs are joined at a time."), new("Chia thành nhiều lần.", "Send them in parts."));

    public static Problem NotNow(AddEvidence input) => NotNow(input.Line);

    public static Problem NotNow(LineAddress line) => new("evidence.not-now", line.Unit, new("Bảng không mở cho bạn sửa lúc này.", "The sheet isn't open for you to change now."), new("Xem hạn và trạng thái của bảng.", "Look at the sheet's deadline and state."));

    public static Problem Locked(Evidence evidence) => new("evidence.locked", evidence.FileName, new("Bảng không mở nên không rút tài liệu được.", "The sheet isn't open, so evidence can't be withdrawn."), new("Đợi cơ quan thẩm định trả lại dòng này.", "Wait until an appraiser returns the line."));

    public static Problem Unknown() => new("evidence.unknown", "id", new("Không có tài liệu này.", "There is no such evidence."), new("Tải lại trang.", "Load the page again."));

    [GeneratedRegex(@"(?<!\p{L})(TUYET[ _-]?MAT|TOI[ _-]MAT|tuyệt mật|tối mật|TUYỆT MẬT|TỐI MẬT|MẬT|độ mật|văn bản mật|tài liệu mật)(?!\p{L})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecretMark();
}
