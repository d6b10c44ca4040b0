using ChiSo.Engine;

namespace ChiSo.Application.Spreadsheets;

/// <summary>What may be wrong with a file as a whole.</summary>
internal static class FileProblems
{
    private static readonly Words SaveAsWorkbook = new(
        "Mở tệp bằng Excel hoặc LibreOffice, chọn Lưu dưới dạng Excel Workbook (.xlsx) rồi thử lại.",
        "Open the file in Excel or LibreOffice, save it as Excel Workbook (.xlsx) and try again.");

    private static readonly Words AskAgain = new(
        "Chép hoặc tải lại tệp từ nơi gốc rồi thử lại.",
        "Copy or download the file again from where it came and try again.");

    public static Problem NotFound(string path) => new("file.not-found", path,
        new("Không tìm thấy tệp hoặc thư mục này.", "There is no such file or folder."),
        new("Kiểm tra lại đường dẫn.", "Check the path."));

    public static Problem NoTables(string folder) => new("file.no-tables", folder,
        new("Thư mục này không có tệp CSV nào.", "This folder holds no CSV file."),
        new("Chọn thư mục chứa các tệp .csv của kỳ đánh giá.", "Choose the folder with the round's .csv files."));

    public static Problem Empty(string file) => new("file.empty", file,
        new("Tệp này rỗng.", "This file is empty."), AskAgain);

    public static Problem UnknownKind(string file) => new("file.unknown-kind", file,
        new("Loại tệp này không đọc được; chỉ đọc .csv, .xlsx và .xls.", "This kind of file cannot be read; only .csv, .xlsx and .xls can."),
        SaveAsWorkbook);

    public static Problem TooLarge(string file, long maxMegabytes) => new("file.too-large", file,
        new($"Tệp lớn hơn {maxMegabytes} MB.", $"The file is larger than {maxMegabytes} MB."),
        new("Chia tệp thành nhiều phần nhỏ hơn.", "Split the file into smaller parts."));

    /// <summary>Of a file sent in a form.</summary>
    /// <param name="most">In bytes.</param>
    public static Problem UploadTooLarge(long most) => new("file.too-large", "file", new($"Tệp lớn hơn {most >> 20} MB.", $"The file is larger than {most >> 20} MB."),
        new("Bỏ các trang không dùng rồi gửi lại.", "Delete what isn't needed and send it again."));

    public static Problem NotWorkbook(string file) => new("file.not-workbook", file,
        new("Tệp này không phải là bảng tính Excel.", "This file is not an Excel workbook."), SaveAsWorkbook);

    public static Problem NotZip(string file) => new("file.not-zip", file,
        new("Tệp này không phải là tệp nén .zip.", "This file is not a .zip archive."),
        new("Nén lại thư mục chứa các tệp .csv thành .zip.", "Zip the folder with the .csv files again."));

    public static Problem OldExcel(string file) => new("file.old-excel", file,
        new("Đây là bảng tính Excel đời cũ (.xls), trong khi ở đây cần .xlsx.", "This is a workbook of old Excel (.xls); .xlsx is needed here."), SaveAsWorkbook);

    public static Problem Password(string file) => new("file.password", file,
        new("Tệp được bảo vệ bằng mật khẩu nên không đọc được.", "The file is protected by a password and cannot be read."),
        new("Mở tệp, bỏ mật khẩu rồi lưu lại.", "Open the file, remove the password and save it again."));

    public static Problem Truncated(string file) => new("file.truncated", file,
        new("Tệp bị cắt ngang hoặc hỏng, phần cuối không đọc được.", "The file is cut short or damaged; its end cannot be read."), AskAgain);

    public static Problem Damaged(string file, string part) => new("file.damaged", file,
        new($"Nội dung bên trong tệp bị hỏng ({part}).", $"What the file holds is damaged ({part})."), SaveAsWorkbook);

    public static Problem ZipBomb(string file) => new("file.zip-bomb", file,
        new("Tệp nén giải ra lớn bất thường nên không được mở.", "The file unpacks to an unusual size and was not opened."),
        new("Chỉ dùng tệp do cơ quan gửi; xóa các trang và dòng không dùng rồi lưu lại.", "Use only files an office sent; delete unused sheets and rows and save again."));
}
