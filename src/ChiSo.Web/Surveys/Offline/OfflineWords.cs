namespace ChiSo.Web.Surveys.Offline;

/// <summary>What the page that works without a network says beyond <see cref="AnswerWords"/>.</summary>
public sealed record OfflineWords
{
    public required string Offer { get; init; }
    public required string Kept { get; init; }
    public required string NeedsScript { get; init; }
    public required string PlainPage { get; init; }
    public required string BadCode { get; init; }
    public required string ChooseUnit { get; init; }
    public required string Draft { get; init; }
    public required string GoOn { get; init; }
    public required string Discard { get; init; }
    public required string Keep { get; init; }
    public required string KeptTitle { get; init; }
    public required string KeptText { get; init; }
    public required string Another { get; init; }
    public required string Waiting { get; init; }
    public required string NoneWaiting { get; init; }
    public required string WaitingForm { get; init; }
    public required string SendNow { get; init; }
    public required string SaveFile { get; init; }
    public required string OpenFile { get; init; }
    public required string FileHint { get; init; }
    public required string FileRead { get; init; }
    public required string WrongFile { get; init; }
    public required string NoNetwork { get; init; }
    public required string Busy { get; init; }
    public required string SentAll { get; init; }
    public required string WrongCode { get; init; }
    public required string OtherForm { get; init; }
    public required string Mend { get; init; }
    public required string Drop { get; init; }
    public required string DropSure { get; init; }
    public required string NoStore { get; init; }

    private static readonly OfflineWords Vietnamese = new()
    {
        Offer = "Mạng yếu? Mở trang trả lời được cả khi mất mạng", Kept = "Trang này đã lưu trên máy, mở được cả khi mất mạng.",
        NeedsScript = "Trang trả lời ngoại tuyến cần JavaScript.", PlainPage = "Mở trang thường", BadCode = "Mã có 24 chữ và số. Xin xem lại phiếu mời.", ChooseUnit = "Xin chọn cơ quan.",
        Draft = "Trên máy này có một phiếu đang ghi dở.", GoOn = "Ghi tiếp", Discard = "Bỏ phiếu ghi dở", Keep = "Hoàn thành phiếu",
        KeptTitle = "Phiếu đã được lưu trên máy này", KeptText = "Phiếu sẽ tự gửi khi trang này mở và có mạng. Xin đừng xóa dữ liệu trình duyệt trước khi gửi xong.",
        Another = "Ghi phiếu khác", Waiting = "{0} phiếu chờ gửi trên máy này", NoneWaiting = "Không có phiếu nào chờ gửi trên máy này.", WaitingForm = "Phiếu {0}",
        SendNow = "Gửi ngay", SaveFile = "Lưu phiếu chờ ra tệp", OpenFile = "Mở tệp phiếu đã lưu",
        FileHint = "Tệp chứa câu trả lời và mã chưa dùng: xin giữ kín, xóa khi đã gửi xong.", FileRead = "Đã mở {0} phiếu từ tệp.", WrongFile = "Tệp này không chứa phiếu của cuộc khảo sát này.",
        NoNetwork = "Chưa kết nối được máy chủ. Phiếu vẫn nằm trên máy này.", Busy = "Máy chủ đang bận. Phiếu vẫn nằm trên máy này và sẽ được gửi lại.", SentAll = "Đã gửi {0} phiếu.",
        WrongCode = "Mã này không dùng được. Xin xem lại mã rồi gửi lại.", OtherForm = "Cuộc khảo sát trên máy chủ không còn là cuộc khảo sát của phiếu này. Xin lưu phiếu ra tệp và gọi số điện thoại ở trên.",
        Mend = "Xem lại", Drop = "Xóa phiếu này", DropSure = "Xóa hẳn phiếu này", NoStore = "Trình duyệt không cho lưu trên máy. Xin dùng trang thường.",
    };

    private static readonly OfflineWords English = new()
    {
        Offer = "Weak network? Open the page that also works without one", Kept = "This page is kept on the device and opens without a network.",
        NeedsScript = "The page for answering without a network needs JavaScript.", PlainPage = "Open the plain page", BadCode = "The code has 24 letters and digits. Please look at your slip.", ChooseUnit = "Please choose an office.",
        Draft = "A form that was begun lies on this device.", GoOn = "Go on with it", Discard = "Discard it", Keep = "Finish the form",
        KeptTitle = "The form is kept on this device", KeptText = "It is sent by itself when this page is open and there is a network. Please do not clear the browser's data before.",
        Another = "Another form", Waiting = "{0} forms wait on this device", NoneWaiting = "No form waits on this device.", WaitingForm = "Form {0}",
        SendNow = "Send now", SaveFile = "Save waiting forms to a file", OpenFile = "Open a file of saved forms",
        FileHint = "The file holds answers and unused codes: keep it to yourself, and delete it once all is sent.", FileRead = "{0} forms were read from the file.", WrongFile = "This file holds no forms of this survey.",
        NoNetwork = "The server can't be reached. The forms are still on this device.", Busy = "The server is busy. The forms are still on this device and will be sent again.", SentAll = "{0} forms were sent.",
        WrongCode = "This code does not work. Please look at the code and send again.", OtherForm = "The survey on the server is no longer the one of this form. Please save the form to a file and call the number above.",
        Mend = "Look again", Drop = "Delete this form", DropSure = "Delete it for good", NoStore = "The browser keeps nothing on this device. Please use the plain page.",
    };

    private static readonly OfflineWords Khmer = new()
    {
        Offer = "បណ្តាញខ្សោយ? បើកទំព័រដែលប្រើបានពេលគ្មានបណ្តាញ", Kept = "ទំព័រនេះត្រូវបានរក្សាទុកក្នុងឧបករណ៍ ហើយបើកបានពេលគ្មានបណ្តាញ។",
        NeedsScript = "ទំព័រឆ្លើយពេលគ្មានបណ្តាញត្រូវការ JavaScript។", PlainPage = "បើកទំព័រធម្មតា", BadCode = "កូដមានអក្សរនិងលេខ ២៤។ សូមពិនិត្យលិខិតអញ្ជើញ។", ChooseUnit = "សូមជ្រើសរើសស្ថាប័ន។",
        Draft = "មានចម្លើយមិនទាន់ចប់នៅលើឧបករណ៍នេះ។", GoOn = "ឆ្លើយបន្ត", Discard = "បោះបង់ចម្លើយនោះ", Keep = "បញ្ចប់ចម្លើយ",
        KeptTitle = "ចម្លើយត្រូវបានរក្សាទុកនៅលើឧបករណ៍នេះ", KeptText = "វានឹងត្រូវផ្ញើដោយខ្លួនឯងពេលបើកទំព័រនេះ និងមានបណ្តាញ។ សូមកុំលុបទិន្នន័យកម្មវិធីរុករកមុនពេលផ្ញើ។",
        Another = "ចម្លើយមួយទៀត", Waiting = "ចម្លើយ {0} រង់ចាំផ្ញើនៅលើឧបករណ៍នេះ", NoneWaiting = "គ្មានចម្លើយរង់ចាំផ្ញើនៅលើឧបករណ៍នេះទេ។", WaitingForm = "ចម្លើយទី {0}",
        SendNow = "ផ្ញើឥឡូវនេះ", SaveFile = "រក្សាទុកចម្លើយជាឯកសារ", OpenFile = "បើកឯកសារចម្លើយដែលបានរក្សាទុក",
        FileHint = "ឯកសារមានចម្លើយ និងកូដមិនទាន់ប្រើ៖ សូមរក្សាជាសម្ងាត់ ហើយលុបវាពេលផ្ញើរួច។", FileRead = "បានអានចម្លើយ {0} ពីឯកសារ។", WrongFile = "ឯកសារនេះគ្មានចម្លើយនៃការស្ទង់មតិនេះទេ។",
        NoNetwork = "មិនអាចភ្ជាប់ទៅម៉ាស៊ីនមេបានទេ។ ចម្លើយនៅលើឧបករណ៍នេះដដែល។", Busy = "ម៉ាស៊ីនមេរវល់។ ចម្លើយនៅលើឧបករណ៍នេះ ហើយនឹងត្រូវផ្ញើម្តងទៀត។", SentAll = "បានផ្ញើចម្លើយ {0}។",
        WrongCode = "កូដនេះប្រើមិនបាន។ សូមពិនិត្យកូដ ហើយផ្ញើម្តងទៀត។", OtherForm = "ការស្ទង់មតិនៅម៉ាស៊ីនមេបានផ្លាស់ប្តូរ។ សូមរក្សាទុកចម្លើយជាឯកសារ ហើយទូរស័ព្ទទៅលេខខាងលើ។",
        Mend = "មើលម្តងទៀត", Drop = "លុបចម្លើយនេះ", DropSure = "លុបជាស្ថាពរ", NoStore = "កម្មវិធីរុករកមិនអាចរក្សាទុកបានទេ។ សូមប្រើទំព័រធម្មតា។",
    };

    /// <summary>By the code of a language; Vietnamese for one these pages don't speak.</summary>
    public static OfflineWords In(string code) => code switch
    {
        "en" => English,
        "km" => Khmer,
        _ => Vietnamese,
    };
}
