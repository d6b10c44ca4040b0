using System.Globalization;
using ChiSo.Application.Surveys.Collection;

namespace ChiSo.Application.Surveys.Mailing;

/// <summary>What mail to those invited says around the texts of its survey.</summary>
/// <param name="Minutes">With their number at <c>{0}</c>.</param>
/// <param name="Open">With the last day at <c>{0}</c>; the link follows.</param>
/// <param name="Remind">Stands in the place of the link.</param>
internal sealed record MailWords(string Code, string Asks, string About, string Decision, string Purpose, string Minutes, string Voluntary, string Open, string Once, string Remind, string Telephone)
{
    private static readonly MailWords Vietnamese = new("vi", "Ai hỏi", "Hỏi về", "Theo quyết định", "Để làm gì", "Khoảng {0} phút.", "Tự nguyện: Ông/Bà có thể từ chối hoặc dừng bất cứ lúc nào, không ảnh hưởng gì đến việc giải quyết thủ tục.",
        "Để trả lời, xin mở đường dẫn này, đến hết ngày {0}:", "Đường dẫn chỉ dùng một lần. Không ai biết ai đã trả lời gì.", "Nếu muốn trả lời, xin mở đường dẫn trong thư mời đã gửi. Đây là thư nhắc duy nhất; nếu không muốn trả lời, xin bỏ qua thư này.", "Hỏi thêm");

    private static readonly MailWords English = new("en", "Who asks", "About", "By which decision", "What for", "About {0} minutes.", "Voluntary: you may decline or stop at any time. It makes no difference to any procedure of yours.",
        "To answer, please open this link, until {0}:", "The link works once. Nobody can tell who answered what.", "If you would like to answer, please open the link in the invitation you received. This is the only reminder; if you would rather not, please ignore it.", "Questions");

    private static readonly MailWords Khmer = new("km", "អ្នកសួរ", "សួរអំពី", "តាមសេចក្តីសម្រេច", "គោលបំណង", "ប្រហែល {0} នាទី។", "ដោយស្ម័គ្រចិត្ត៖ អ្នកអាចបដិសេធ ឬឈប់នៅពេលណាក៏បាន។ វាមិនប៉ះពាល់ដល់នីតិវិធីរបស់អ្នកទេ។",
        "សូមបើកតំណនេះដើម្បីឆ្លើយ ដល់ថ្ងៃ {0}៖", "តំណប្រើបានតែម្តង។ គ្មាននរណាដឹងថាអ្នកណាឆ្លើយអ្វីទេ។", "សូមបើកតំណក្នុងលិខិតអញ្ជើញដើម្បីឆ្លើយ។ នេះជាការរំលឹកតែមួយគត់។", "សាកសួរបន្ថែម");

    /// <summary><c>null</c> for a language these letters don't speak.</summary>
    public static MailWords? In(string code) => code switch
    {
        "vi" => Vietnamese,
        "en" => English,
        "km" => Khmer,
        _ => null,
    };

    public string Subject(LiveSurvey survey) => survey.Form.Title.In(survey.Form.LanguageOf(Code));

    /// <param name="link">Empty for the reminder.</param>
    public string Text(LiveSurvey survey, string unit, string link)
    {
        var declared = survey.Declaration;
        string Say(IReadOnlyDictionary<string, string> said) => said.GetValueOrDefault(Code) ?? said.GetValueOrDefault("vi") ?? said.Values.First();
        string[] lines =
        [
            Subject(survey), "", $"{Asks}: {Say(declared.Asker)}", $"{About}: {declared.About(unit)?.Name ?? unit}", $"{Decision}: {declared.Decision}", $"{Purpose}: {Say(declared.Purpose)}", string.Format(CultureInfo.InvariantCulture, Minutes, declared.Minutes), Voluntary, "",
            .. link.Length == 0 ? [Remind] : (string[])[string.Format(CultureInfo.InvariantCulture, Open, declared.Closes.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)), link, "", Once],
            $"{Telephone}: {declared.Telephone}",
        ];
        return string.Join('\n', lines);
    }
}
