namespace ChiSo.Application.Surveys.Collection;

/// <summary>What a printed slip says around the texts of its survey.</summary>
/// <param name="Type">With the address of the page at <c>{0}</c>.</param>
internal sealed record SlipWords(string Code, string Asks, string About, string Scan, string Type, string Promise, string Telephone)
{
    private static readonly SlipWords Vietnamese = new("vi", "Ai hỏi", "Hỏi về", "Quét mã bằng điện thoại để trả lời,", "hoặc mở {0} và gõ mã:", "Tự nguyện. Mã chỉ dùng một lần. Không ai biết ai đã trả lời gì.", "Hỏi thêm");

    private static readonly SlipWords English = new("en", "Who asks", "About", "Point a telephone at the code to answer,", "or open {0} and type the code:", "Voluntary. The code works once. Nobody can tell who answered what.", "Questions");

    private static readonly SlipWords Khmer = new("km", "អ្នកសួរ", "សួរអំពី", "ស្កេនកូដដោយទូរស័ព្ទដើម្បីឆ្លើយ", "ឬបើក {0} ហើយវាយកូដ៖", "ដោយស្ម័គ្រចិត្ត។ កូដប្រើបានតែម្តង។ គ្មាននរណាដឹងថាអ្នកណាឆ្លើយអ្វីទេ។", "សាកសួរបន្ថែម");

    /// <summary><c>null</c> for a language slips don't speak.</summary>
    public static SlipWords? In(string code) => code switch
    {
        "vi" => Vietnamese,
        "en" => English,
        "km" => Khmer,
        _ => null,
    };
}
