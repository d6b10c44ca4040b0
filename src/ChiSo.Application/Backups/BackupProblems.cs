using ChiSo.Engine;
using Npgsql;

namespace ChiSo.Application.Backups;

/// <summary>What may be wrong with a backup, in words.</summary>
internal static class BackupProblems
{
    private static readonly Words UseAnother = new("Không dùng bản này; lấy một bản sao lưu khác và kiểm tra bằng chiso verify-backup.", "Don't use it; take another backup and check it with chiso verify-backup.");

    public static Problem ServerNotEmpty(string table) => new("restore.server-not-empty", table.Replace("\"", "", StringComparison.Ordinal),
        new("Cơ sở dữ liệu PostgreSQL này đã có dữ liệu.", "This PostgreSQL database holds data already."),
        new("Tạo một cơ sở dữ liệu trống (createdb) và khôi phục vào đó; dữ liệu đang có không bị đụng tới.", "Make an empty database (createdb) and restore to it; what is there is not touched."));

    /// <param name="failed">What the server refused, or the disk.</param>
    public static Problem NoCopy(string file, Exception failed) => new("database.copy", file,
        new($"Cơ sở dữ liệu cần nâng cấp, nhưng chưa giữ được bản sao trước khi nâng cấp: {failed.Message}", $"The database must be brought up to date, but no copy of it could be kept first: {failed.Message}"),
        failed is NpgsqlException
            ? new("Kiểm tra máy chủ và quyền đọc mọi bảng của tài khoản kết nối, rồi chạy lại; chưa có gì bị thay đổi.", "See that the server answers and that the connection's role may read every table, then start again; nothing was changed.")
            : new("Dọn chỗ trên ổ đĩa và kiểm tra quyền ghi vào thư mục này, rồi chạy lại; chưa có gì bị thay đổi.", "Make room on the disk and see that this folder can be written to, then start again; nothing was changed."));

    public static Problem OtherFolder(string folder) => new("database.copy", folder,
        new("Cơ sở dữ liệu cần nâng cấp và có nêu tệp minh chứng, nhưng thư mục này không có tệp nào: đây không phải thư mục của hệ thống.", "The database must be brought up to date and names files of evidence, but this folder has none: it is not the installation's."),
        new("Chạy lại trong thư mục của hệ thống (nơi có chiso-data); nếu tệp đã mất, chép lại từ bản sao lưu trước. Chưa có gì bị thay đổi.", "Run it in the installation's folder (which holds chiso-data); where its files are lost, put them back from a backup first. Nothing was changed."));

    public static Problem MixedForm { get; } = new("database.form", "PostgreSQL",
        new("Cấu trúc cơ sở dữ liệu không phải của phiên bản nào: thiếu một bước nâng cấp cũ mà đã có bước mới hơn.", "The database has the form of no version: it lacks a migration that comes before others it has."),
        new("Dùng phiên bản ChiSo đã mở nó lần cuối; nếu không có, khôi phục bản sao lưu gần nhất vào một cơ sở dữ liệu trống. Chưa có gì bị thay đổi.", "Use the version of ChiSo that opened it last; if there is none, restore the newest backup to an empty database. Nothing was changed."));

    public static Problem Taken(string file) => new("backup.taken", file,
        new("Đã có tệp này.", "This file is there already."), new("Chọn tên khác; bản sao lưu không bao giờ bị ghi đè.", "Choose another name; a backup is never overwritten."));

    public static Problem OfRehearsal(string folder) => new("backup.rehearsal", folder,
        new("Đây là bản diễn tập: số liệu giả, không sao lưu.", "This is a rehearsal: its figures are made up, and no backup is taken."),
        new("Cần nữa thì lập lại bằng chiso rehearse; muốn sao lưu hệ thống thật thì nêu cơ sở dữ liệu của nó bằng --database.", "Make it anew with chiso rehearse; to back the real installation up, name its database with --database."));

    public static Problem ToRehearsal(string folder) => new("restore.rehearsal", folder,
        new("Thư mục này là bản diễn tập: khôi phục vào đây thì dữ liệu thật bị coi là số liệu giả và ai cũng đăng nhập được.", "This folder is a rehearsal: real data restored to it would count as made up, and anybody could sign in."),
        new("Khôi phục vào một thư mục khác bằng --database.", "Restore to another folder with --database."));

    public static Problem Unreadable(string file) => new("backup.unreadable", file,
        new("Không phải bản sao lưu của ChiSo, hoặc đã bị hỏng hay cắt ngắn.", "This is no backup of ChiSo, or it is damaged or cut short."), UseAnother);

    public static Problem Format(string file, int format) => new("backup.format", file,
        new($"Bản sao lưu có dạng {format}, phiên bản này chỉ đọc dạng {BackupManifest.KnownFormat}.", $"The backup has format {format}; this version reads format {BackupManifest.KnownFormat} only."),
        new("Dùng phiên bản ChiSo đã tạo ra nó, hoặc mới hơn.", "Use the version of ChiSo that wrote it, or a newer one."));

    public static Problem Foreign(string entry) => new("backup.foreign-entry", entry,
        new("Bản sao lưu chứa một mục không thuộc về nó, bị lặp, hoặc thiếu một mục đã kê.", "The backup holds an entry that doesn't belong, comes twice, or was listed and is missing."), UseAnother);

    public static Problem Changed(string entry) => new("backup.changed", entry,
        new("Nội dung không khớp mã SHA-256 hoặc độ dài đã ghi.", "The content is not what its SHA-256 or length says."), UseAnother);

    public static Problem TooLarge(string entry) => new("backup.too-large", entry,
        new("Mục này bung ra lớn bất thường hoặc không đủ chỗ trên ổ đĩa; không bung thêm.", "This entry unpacks to far more than it should, or the disk has no room for it; nothing more was unpacked."),
        new("Dọn chỗ trên ổ đĩa nếu đầy; nếu không, đừng dùng bản này và lấy bản khác.", "Make room if the disk is full; otherwise don't use this backup and take another."));

    public static Problem Rows(string file, string table) => new("backup.rows", $"{file} / {table}",
        new("Số dòng hoặc đầu chuỗi nhật ký không đúng như bản sao lưu đã ghi.", "The rows or the heads of the trail are not what the backup says."), UseAnother);

    public static Problem Trail(string chain) => new("backup.trail", chain,
        new("Nhật ký trong bản sao lưu không nguyên vẹn hoặc không khớp dấu mốc có chữ ký.", "The trail in the backup is not whole, or not what its signed checkpoint says."), UseAnother);

    public static Problem MissingEvidence(string hash) => new("backup.evidence", hash,
        new("Cơ sở dữ liệu nêu một tệp minh chứng mà bản sao lưu không có.", "The database names a file of evidence that the backup lacks."),
        new("Tìm tệp ở một bản sao lưu khác; nếu nơi làm việc cũng thiếu tệp, xem nhật ký để biết ai đã nộp.", "Look for it in another backup; where the installation lacks it too, see in the trail who handed it in."));

    public static Problem AnswerPictures(string survey) => new("backup.answer-pictures", survey,
        new("Ảnh của câu trả lời khảo sát thiếu, hoặc thừa so với các phiếu nêu tên ảnh.", "Pictures the survey's answers name are missing, or some lie there that no answer names."), UseAnother);

    public static Problem Answers(string survey) => new("backup.answers", survey,
        new("Số câu trả lời khảo sát không khớp số đã đếm khi nhận, hoặc không đọc được.", "The survey's answers are not as many as were counted when they came, or can't be read."), UseAnother);

    public static Problem Running(string folder) => new("restore.running", folder,
        new("Máy chủ đang chạy trên dữ liệu này, hoặc một lệnh khôi phục khác đang làm việc.", "The server is running on this data, or another restore is under way."),
        new("Dừng chiso serve rồi chạy lại; chưa có gì bị thay đổi.", "Stop chiso serve, then run this again; nothing was changed."));

    public static Problem NotEmpty(string file) => new("restore.not-empty", file,
        new("Ở đây đã có dữ liệu.", "There is data here already."),
        new("Khôi phục vào thư mục trống bằng --database, hoặc thêm --replace: dữ liệu cũ được cất vào một thư mục bên cạnh trước.", "Restore to an empty folder with --database, or add --replace: what is there is put into a folder beside first."));
}
