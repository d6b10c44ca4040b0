using ChiSo.Engine;

namespace ChiSo.Application.Jobs;

/// <summary>Why the queue could not get something done.</summary>
public static class JobProblems
{
    /// <summary>The work ended every process it was given to.</summary>
    public static Problem Starts(Job job, int times) => new("job.starts", job.About,
        new($"Việc này đã được bắt đầu {times} lần mà lần nào chương trình cũng dừng giữa chừng.", $"The work was begun {times} times, and each time the program ended before it got on."),
        new("Xem nhật ký của máy chủ (thiếu bộ nhớ, hết đĩa), rồi cho chạy lại.", "Look at the log of the server (memory, disk), then run it again."));

    /// <summary>The work met something nobody had foreseen.</summary>
    public static Problem Broke(Job job, Exception exception) => new("job.broke", job.About,
        new($"Việc dừng vì lỗi của chương trình: {exception.GetType().Name}.", $"The work stopped by a fault of the program: {exception.GetType().Name}."),
        new($"Cho chạy lại; nếu vẫn lỗi, gửi mã {job.Id} cho người quản trị để tìm trong nhật ký máy chủ.", $"Run it again; if it fails again, give the number {job.Id} to the administrator, who finds it in the server's log."));

    /// <summary>Whoever asked no longer may.</summary>
    public static Problem NotAllowed(string about) => new("job.not-allowed", about,
        new("Người yêu cầu không còn quyền với nội dung này.", "Whoever asked no longer has the right to this."),
        new("Người đang có quyền tự yêu cầu lại.", "Somebody who has the right asks again."));

    /// <summary>What the work was about is gone.</summary>
    public static Problem Gone(string about) => new("job.gone", about,
        new("Không còn nội dung mà việc này cần.", "What this work is about is no longer there."),
        new("Tải lại trang rồi yêu cầu lại.", "Load the page again, then ask again."));

    /// <summary>Nothing moves this way.</summary>
    public static Problem NoSuchStep(Job job) => new("job.state", job.About,
        new($"Việc này {JobStates.WordsOf(job.State).Vi}, không làm được bước vừa chọn.", $"The work is {JobStates.WordsOf(job.State).En}, so this can't be done to it."),
        new("Tải lại trang để xem việc đang ở đâu.", "Load the page again to see how far it is."));
}
