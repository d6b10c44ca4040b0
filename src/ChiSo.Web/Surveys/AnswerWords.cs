namespace ChiSo.Web.Surveys;

/// <summary>What pages for people who answer say of themselves, in the language of the questions. Khmer ("tiếng Khmer") is spoken in the Mekong delta.</summary>
public sealed record AnswerWords
{
    public required string Code { get; init; }
    public required string Asks { get; init; }
    public required string About { get; init; }
    public required string Decision { get; init; }
    public required string Purpose { get; init; }
    public required string Takes { get; init; }
    public required string Minutes { get; init; }
    public required string Voluntary { get; init; }
    public required string VoluntaryText { get; init; }
    public required string Anonymous { get; init; }
    public required string Telephone { get; init; }
    public required string WhichUnit { get; init; }
    public required string Begin { get; init; }
    public required string Next { get; init; }
    public required string Back { get; init; }
    public required string Send { get; init; }
    public required string More { get; init; }
    public required string Optional { get; init; }

    /// <summary>In the place of a field for a picture, which pages don't take.</summary>
    public required string Picture { get; init; }
    public required string Part { get; init; }
    public required string Faults { get; init; }
    public required string Follow { get; init; }
    public required string Missing { get; init; }
    public required string LookAgain { get; init; }
    public required string Ready { get; init; }
    public required string ReadyText { get; init; }
    public required string Thanks { get; init; }
    public required string ThanksText { get; init; }
    public required string Before { get; init; }
    public required string BeforeText { get; init; }
    public required string NoLink { get; init; }
    public required string NoLinkText { get; init; }
    public required string TypeCode { get; init; }
    public required string OpenCode { get; init; }
    public required string NotOpen { get; init; }
    public required string NotOpenText { get; init; }
    public required string Languages { get; init; }

    /// <summary>That a form for anybody was not taken, and after how many seconds it will be.</summary>
    public required string NotSent { get; init; }

    /// <summary>At a field people don't see.</summary>
    public required string LeaveEmpty { get; init; }

    /// <summary>That pages come too fast.</summary>
    public required string TooOften { get; init; }
    public required string Idle { get; init; }

    /// <summary>That an interviewer is there, and what of them is kept.</summary>
    public required string Interviewed { get; init; }

    private static readonly AnswerWords Vietnamese = new()
    {
        Code = "vi", LeaveEmpty = "Xin để trống ô này", NotSent = "Phiếu chưa được gửi. Để tránh phiếu do máy tự động gửi, phiếu không được nhận ngay khi vừa mở trang hoặc khi trang mở đã quá một ngày. Câu trả lời vẫn còn nguyên: xin chờ {0} giây rồi bấm “Gửi phiếu” lần nữa.",
        TooOften = "Trang này được gửi quá nhiều lần trong thời gian ngắn. Câu trả lời vẫn còn nguyên: xin chờ vài phút rồi bấm lại.",
        Asks = "Ai hỏi", About = "Hỏi về", Decision = "Theo quyết định", Purpose = "Để làm gì", Takes = "Mất bao lâu", Minutes = "Khoảng {0} phút",
        Voluntary = "Tự nguyện", VoluntaryText = "Ông/Bà có thể từ chối hoặc dừng bất cứ lúc nào, không ảnh hưởng gì đến việc giải quyết thủ tục.",
        Anonymous = "Câu trả lời được lưu tách khỏi danh sách mời, không kèm giờ gửi hay địa chỉ máy: không ai biết ai đã trả lời gì. Dấu “trả lời rất nhanh” được lưu trong phiếu nhưng chỉ hiện ra khi đã có đủ nhiều phiếu như vậy.",
        Telephone = "Hỏi thêm", WhichUnit = "Ông/Bà trả lời về cơ quan nào?", Begin = "Tôi đồng ý, bắt đầu trả lời", Next = "Tiếp tục", Back = "Quay lại", Send = "Gửi phiếu", More = "Thêm một lượt",
        Picture = "Ảnh chỉ gửi được qua ứng dụng thu thập (như ODK Collect); trên trang này xin bỏ qua câu này.",
        Optional = "không bắt buộc", Part = "Phần {0} trên {1}", Faults = "Có {0} câu cần xem lại. Các câu khác vẫn được giữ nguyên.", Follow = "Còn {0} câu hỏi tiếp theo từ câu trả lời vừa rồi.",
        Missing = "Xin trả lời câu này.", LookAgain = "Xin xem lại câu trả lời này.", Ready = "Đã trả lời xong", ReadyText = "Bấm “Gửi phiếu” để gửi, hoặc “Quay lại” để sửa. Gửi rồi thì không sửa được nữa.",
        Thanks = "Cảm ơn Ông/Bà", ThanksText = "Phiếu đã được ghi nhận. Ông/Bà có thể đóng trang này.", Before = "Phiếu này đã được gửi", BeforeText = "Mỗi đường dẫn chỉ dùng một lần và phiếu đã được ghi nhận. Cảm ơn Ông/Bà.",
        NoLink = "Đường dẫn không dùng được", NoLinkText = "Xin kiểm tra lại đường dẫn trong thư mời, hoặc gọi số điện thoại dưới đây.", TypeCode = "Mã trên phiếu mời", OpenCode = "Mở phiếu", NotOpen = "Hiện không nhận phiếu", NotOpenText = "Cuộc khảo sát nhận phiếu từ {0} đến hết {1}.", Languages = "Ngôn ngữ", Idle = "Máy dùng chung: để yên {0} phút thì phiếu tự xóa và bắt đầu lại.",
        Interviewed = "Có điều tra viên hỏi và ghi giúp. Người ấy biết câu trả lời và phải giữ kín; số của điều tra viên chỉ được lưu cạnh câu trả lời khi đã có đủ nhiều phiếu, để không ai bị nhận ra.",
    };

    private static readonly AnswerWords English = new()
    {
        Code = "en", LeaveEmpty = "Please leave this empty", NotSent = "Your answers were not sent. To keep programs out, a form is not taken just after its page was opened, nor after a day. Your answers are all still here: please wait {0} seconds and press “Send” again.",
        TooOften = "This page was sent too often in a short time. Your answers are all still here: please wait a few minutes and press again.",
        Asks = "Who asks", About = "About", Decision = "By which decision", Purpose = "What for", Takes = "How long", Minutes = "About {0} minutes",
        Voluntary = "Voluntary", VoluntaryText = "You may decline or stop at any time. It makes no difference to any procedure of yours.",
        Anonymous = "Answers are kept apart from the list of those invited, without the time or the address of your device: nobody can tell who answered what. That they came very fast is kept with the answers, and shown only where enough of them did.",
        Telephone = "Questions", WhichUnit = "Which office are you answering about?", Begin = "I agree, begin", Next = "Continue", Back = "Back", Send = "Send", More = "Add another",
        Picture = "A picture can be sent by a collecting app (such as ODK Collect) alone; please pass over this question here.",
        Optional = "optional", Part = "Part {0} of {1}", Faults = "Please look at {0} answers again. All others are kept.", Follow = "{0} more questions follow from what you answered.",
        Missing = "Please answer this question.", LookAgain = "Please look at this answer again.", Ready = "All answered", ReadyText = "Press “Send” to send, or “Back” to change something. Nothing can be changed after sending.",
        Thanks = "Thank you", ThanksText = "Your answers were received. You may close this page.", Before = "These answers were sent already", BeforeText = "Each link works once, and your answers were received. Thank you.",
        NoLink = "This link does not work", NoLinkText = "Please check the link in your invitation, or call the number below.", TypeCode = "Code on your slip", OpenCode = "Open", NotOpen = "No answers are taken now", NotOpenText = "The survey takes answers from {0} to {1}.", Languages = "Language", Idle = "This machine is for everybody: left alone for {0} minutes, the form is cleared and begins again.",
        Interviewed = "An interviewer asks and writes for you. They know your answers and must keep them to themselves; the interviewer's number is kept beside answers only once there are enough of them that nobody can be known by it.",
    };

    private static readonly AnswerWords Khmer = new()
    {
        Code = "km", LeaveEmpty = "សូមទុកប្រអប់នេះឲ្យទទេ", NotSent = "ចម្លើយមិនទាន់បានផ្ញើទេ។ ដើម្បីការពារពីកម្មវិធីស្វ័យប្រវត្តិ យើងមិនទទួលទំព័រដែលទើបបើក ឬបើកលើសមួយថ្ងៃទេ។ ចម្លើយនៅដដែលទាំងអស់៖ សូមរង់ចាំ {0} វិនាទី រួចចុច “ផ្ញើ” ម្តងទៀត។",
        TooOften = "ទំព័រនេះត្រូវបានផ្ញើញឹកញាប់ពេក។ ចម្លើយនៅដដែលទាំងអស់៖ សូមរង់ចាំពីរបីនាទី រួចចុចម្តងទៀត។",
        Asks = "អ្នកសួរ", About = "សួរអំពី", Decision = "តាមសេចក្តីសម្រេច", Purpose = "គោលបំណង", Takes = "រយៈពេល", Minutes = "ប្រហែល {0} នាទី",
        Voluntary = "ដោយស្ម័គ្រចិត្ត", VoluntaryText = "អ្នកអាចបដិសេធ ឬឈប់នៅពេលណាក៏បាន។ វាមិនប៉ះពាល់ដល់នីតិវិធីរបស់អ្នកទេ។",
        Anonymous = "ចម្លើយត្រូវបានរក្សាទុកដាច់ពីបញ្ជីអ្នកត្រូវបានអញ្ជើញ ដោយគ្មានម៉ោង និងអាសយដ្ឋានឧបករណ៍៖ គ្មាននរណាដឹងថាអ្នកណាឆ្លើយអ្វីទេ។ សញ្ញា “ឆ្លើយលឿនណាស់” ត្រូវបានរក្សាទុកក្នុងចម្លើយ ប៉ុន្តែបង្ហាញតែពេលមានចម្លើយបែបនេះគ្រប់គ្រាន់។",
        Telephone = "សាកសួរបន្ថែម", WhichUnit = "តើអ្នកឆ្លើយអំពីស្ថាប័នណា?", Begin = "ខ្ញុំយល់ព្រម ចាប់ផ្តើម", Next = "បន្ត", Back = "ត្រឡប់ក្រោយ", Send = "ផ្ញើ", More = "បន្ថែមមួយទៀត",
        Picture = "រូបភាពអាចផ្ញើបានតែតាមកម្មវិធីប្រមូលទិន្នន័យ (ដូចជា ODK Collect) ប៉ុណ្ណោះ នៅទីនេះ សូមរំលងសំណួរនេះ។",
        Optional = "មិនចាំបាច់", Part = "ផ្នែក {0} នៃ {1}", Faults = "សូមពិនិត្យចម្លើយ {0} ឡើងវិញ។ ចម្លើយផ្សេងទៀតត្រូវបានរក្សាទុក។", Follow = "មានសំណួរ {0} ទៀតបន្ទាប់ពីចម្លើយរបស់អ្នក។",
        Missing = "សូមឆ្លើយសំណួរនេះ។", LookAgain = "សូមពិនិត្យចម្លើយនេះឡើងវិញ។", Ready = "ឆ្លើយចប់ហើយ", ReadyText = "ចុច “ផ្ញើ” ដើម្បីផ្ញើ ឬ “ត្រឡប់ក្រោយ” ដើម្បីកែ។ បន្ទាប់ពីផ្ញើ មិនអាចកែបានទេ។",
        Thanks = "សូមអរគុណ", ThanksText = "ចម្លើយរបស់អ្នកត្រូវបានទទួល។ អ្នកអាចបិទទំព័រនេះ។", Before = "ចម្លើយនេះបានផ្ញើរួចហើយ", BeforeText = "តំណនីមួយៗប្រើបានតែម្តង ហើយចម្លើយត្រូវបានទទួល។ សូមអរគុណ។",
        NoLink = "តំណនេះប្រើមិនបាន", NoLinkText = "សូមពិនិត្យតំណក្នុងលិខិតអញ្ជើញ ឬទូរស័ព្ទទៅលេខខាងក្រោម។", TypeCode = "កូដនៅលើលិខិតអញ្ជើញ", OpenCode = "បើក", NotOpen = "ឥឡូវនេះមិនទទួលចម្លើយទេ", NotOpenText = "ទទួលចម្លើយពី {0} ដល់ {1}។", Languages = "ភាសា", Idle = "ម៉ាស៊ីននេះសម្រាប់មនុស្សគ្រប់គ្នា៖ បើទុកចោល {0} នាទី ទម្រង់នឹងត្រូវលុប ហើយចាប់ផ្តើមឡើងវិញ។",
        Interviewed = "អ្នកសម្ភាសន៍សួរ និងកត់ត្រាជំនួស៖ គេដឹងចម្លើយ ហើយត្រូវរក្សាការសម្ងាត់។ លេខអ្នកសម្ភាសន៍ត្រូវបានរក្សាទុកជាមួយចម្លើយ តែពេលមានចម្លើយគ្រប់គ្រាន់ ដើម្បីកុំឲ្យគេស្គាល់នរណាម្នាក់។",
    };

    /// <summary>The words for a language as questionnaires name it, such as <c>Tiếng Việt (vi)</c>; Vietnamese for one these pages don't speak.</summary>
    public static AnswerWords In(string language) => CodeOf(language) switch
    {
        "en" => English,
        "km" => Khmer,
        _ => Vietnamese,
    };

    /// <summary>The code in brackets at the end; <c>vi</c> where there is none.</summary>
    public static string CodeOf(string language) => language is [.., ')'] && language.LastIndexOf('(') is >= 0 and var at ? language[(at + 1)..^1] : "vi";

    /// <summary>The name without its code.</summary>
    public static string NameOf(string language) => language.LastIndexOf('(') is > 0 and var at ? language[..at].Trim() : language;
}
