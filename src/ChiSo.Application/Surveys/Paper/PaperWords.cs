namespace ChiSo.Application.Surveys.Paper;

/// <summary>What a printed form says around the texts of its survey.</summary>
/// <param name="Minutes">With how long it takes at <c>{0}</c>.</param>
/// <param name="OnlyIf">With a condition at <c>{0}</c>.</param>
/// <param name="Depends">With the numbers of questions at <c>{0}</c>.</param>
/// <param name="Question">With the number of a question at <c>{0}</c>.</param>
/// <param name="Picture">In the place of an answer nobody can give on paper.</param>
/// <param name="Between">With the ends of a range at <c>{0}</c> and <c>{1}</c>.</param>
internal sealed record PaperWords(
    string Code, string Number, string About, string Asks, string Decision, string Purpose, string Minutes, string Promise, string Telephone, string HowTo, string Several,
    string OnlyIf, string Depends, string Question, string Or, string And, string Not, string Between, string Picture)
{
    private static readonly PaperWords Vietnamese = new(
        "vi", "Số phiếu", "Hỏi về", "Ai hỏi", "Theo quyết định", "Để làm gì", "Khoảng {0} phút", "Tự nguyện. Không ghi tên vào phiếu. Không ai biết ai đã trả lời gì.", "Hỏi thêm",
        "Khoanh tròn số trước câu trả lời. Câu nào không muốn trả lời thì để trống.", "chọn được nhiều ý", "Chỉ trả lời nếu {0}", "Chỉ trả lời nếu đúng với trường hợp của Ông/Bà; xem câu {0}", "câu {0}", "hoặc", "và", "không phải", "từ {0} đến {1}", "Ảnh chỉ gửi được qua ứng dụng thu thập; xin bỏ qua câu này.");

    private static readonly PaperWords English = new(
        "en", "Form", "About", "Who asks", "By which decision", "What for", "About {0} minutes", "Voluntary. Don't write your name. Nobody can tell who answered what.", "Questions",
        "Circle the number before your answer. Leave open what you don't want to answer.", "several may be chosen", "Answer only if {0}", "Answer only if it applies to you; see question {0}", "question {0}", "or", "and", "not", "{0} to {1}", "A picture can be sent by a collecting app alone; please pass over this one.");

    private static readonly PaperWords Khmer = new(
        "km", "លេខទម្រង់", "សួរអំពី", "អ្នកសួរ", "តាមសេចក្តីសម្រេច", "គោលបំណង", "ប្រហែល {0} នាទី", "ដោយស្ម័គ្រចិត្ត។ កុំសរសេរឈ្មោះរបស់អ្នក។ គ្មាននរណាដឹងថាអ្នកណាឆ្លើយអ្វីទេ។", "សាកសួរបន្ថែម",
        "សូមគូសរង្វង់លេខនៅមុខចម្លើយ។ សំណួរដែលមិនចង់ឆ្លើយ អាចទុកទទេ។", "អាចជ្រើសរើសបានច្រើន", "ឆ្លើយតែបើ {0}", "ឆ្លើយតែបើពាក់ព័ន្ធនឹងអ្នក សូមមើលសំណួរ {0}", "សំណួរ {0}", "ឬ", "និង", "មិនមែន", "ពី {0} ដល់ {1}", "រូបភាពអាចផ្ញើបានតែតាមកម្មវិធីប្រមូលទិន្នន័យប៉ុណ្ណោះ សូមរំលងសំណួរនេះ។");

    /// <summary><c>null</c> for a language forms aren't printed in.</summary>
    public static PaperWords? In(string code) => code switch
    {
        "vi" => Vietnamese,
        "en" => English,
        "km" => Khmer,
        _ => null,
    };
}
